import type { MountFacts } from '../core/index.ts'
import type { Membership } from './process-cgroups.ts'

/** A folder of the cgroup filesystem whose limits apply. */
export interface CgroupFolder {
  version: 1 | 2
  path: string
}

export type Controller = 'cpu' | 'cpuset' | 'memory'

/**
 * The folder of the own cgroup under `controller` and those of its ancestors up to the mount point, own first;
 * empty when no mount shows it.
 */
export function cgroupFolders(
  controller: Controller,
  memberships: readonly Membership[],
  mounts: readonly MountFacts[],
): CgroupFolder[] {
  // A controller is in one hierarchy only: in v1 when a line names it, otherwise in v2.
  const named = memberships.find((membership) => membership.controllers.includes(controller))
  const own =
    named ?? memberships.find(({ hierarchy, controllers }) => hierarchy === 0 && controllers.length === 0)
  if (own === undefined) return []
  const version = named === undefined ? 2 : 1
  const paths = uncoveredMounts(mounts)
    .filter(({ type, superOptions }) =>
      version === 2 ? type === 'cgroup2' : type === 'cgroup' && superOptions.includes(controller),
    )
    .flatMap((mount) => chain(mount, own.path))
  return [...new Set(paths)].map((path) => ({ version, path }))
}

/** Of several mounts at one place only the last can be seen. */
export function uncoveredMounts(mounts: readonly MountFacts[]): MountFacts[] {
  return [...new Map(mounts.map((mount) => [mount.mountPoint, mount])).values()]
}

function chain(mount: MountFacts, path: string): string[] {
  const root = names(mount.root)
  const own = names(path)
  const below = own.slice(root.length)
  const shown = root.every((name, index) => own[index] === name) && below[0] !== '..'
  if (!shown) return []
  const base = mount.mountPoint.replace(/\/+$/, '')
  return Array.from({ length: below.length + 1 }, (_, up) =>
    [base, ...below.slice(0, below.length - up)].join('/'),
  )
}

function names(path: string): string[] {
  return path.split('/').filter((name) => name !== '')
}
