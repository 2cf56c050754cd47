import type { MountFacts } from '../../core/index.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { localTypes, networkTypes } from './manifest.ts'

/** The mounts of /proc/self/mountinfo that are asked for their space, and those that may never answer. */
export function realMounts(mountinfo: string): { local: MountFacts[]; network: MountFacts[] } {
  const mounts = parseMountinfo(mountinfo) ?? []
  const network = mounts.filter(({ type }) => isNetwork(type))
  const seen = new Set<string>()
  const local = mounts.filter(({ type, device }) => {
    if (!localTypes.includes(type) || seen.has(device)) return false
    seen.add(device)
    return true
  })
  return {
    local,
    network: network.filter(
      (mount, index) => network.findIndex((other) => other.mountPoint === mount.mountPoint) === index,
    ),
  }
}

function isNetwork(type: string): boolean {
  return networkTypes.includes(type) || type.startsWith('fuse.')
}
