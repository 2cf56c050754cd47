import type { MountFacts } from '../../core/index.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { localTypes, networkTypes } from './manifest.ts'

/** The mounts of a machine that matter. */
export interface RealMounts {
  /** Those that are asked for their space, each device once; whoever looks below a network mount would ask the network. */
  local: MountFacts[]
  /** Those that may never answer. */
  network: MountFacts[]
}

/** The mounts of /proc/self/mountinfo that are asked for their space, and those that may never answer. */
export function realMounts(mountinfo: string): RealMounts {
  const mounts = parseMountinfo(mountinfo) ?? []
  const network = mounts.filter(
    ({ type, mountPoint }, index) =>
      isNetwork(type) &&
      mounts.findIndex((other) => isNetwork(other.type) && other.mountPoint === mountPoint) === index,
  )
  const seen = new Set<string>()
  const local = mounts.filter(({ type, device, mountPoint }) => {
    if (!localTypes.includes(type) || seen.has(device) || isBelow(mountPoint, network)) return false
    seen.add(device)
    return true
  })
  return { local, network }
}

/** Is `path` at or below one of `mounts`? */
export function isBelow(path: string, mounts: readonly MountFacts[]): boolean {
  return mounts.some(({ mountPoint }) => path === mountPoint || path.startsWith(`${mountPoint}/`))
}

function isNetwork(type: string): boolean {
  return networkTypes.includes(type) || type.startsWith('fuse.')
}
