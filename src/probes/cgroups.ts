import type { Files } from '../core/index.ts'
import { type CgroupFolder, type Controller, cgroupFolders } from './cgroup-folders.ts'
import { parseMountinfo } from './mountinfo.ts'
import { parseProcessCgroups } from './process-cgroups.ts'
import { readFact } from './read-fact.ts'

/** Where the own limits are written, or the doubts that remain because that cannot be told. */
export interface CgroupView {
  folders: CgroupFolder[]
  doubts: string[]
}

/** A look-up of the own cgroup folders by controller, for v1, v2 and hybrids of both. */
export function readCgroups(files: Pick<Files, 'text'>): (controller: Controller) => CgroupView {
  const memberships = readFact(files, '/proc/self/cgroup', parseProcessCgroups)
  if (!memberships.ok) return () => blind(`/proc/self/cgroup is ${memberships.reason}`)
  const mounts = readFact(files, '/proc/self/mountinfo', parseMountinfo)
  if (!mounts.ok) return () => blind(`/proc/self/mountinfo is ${mounts.reason}`)
  return (controller) => {
    const folders = cgroupFolders(controller, memberships.value, mounts.value)
    return folders.length > 0
      ? { folders, doubts: [] }
      : blind(`no mount in /proc/self/mountinfo shows the own cgroup of the ${controller} controller`)
  }
}

function blind(reason: string): CgroupView {
  return { folders: [], doubts: [`A cgroup limit would not be seen: ${reason}.`] }
}
