import { type Files, type MountFacts, seriesKey } from '../../../core/index.ts'
import { parseDiskFree } from '../../../probes/index.ts'

/** What a filesystem has left. */
interface Space {
  mountPoint: string
  usedBytes: number
  /** What an ordinary user can still write. */
  availableBytes: number
}

/** The space of `mounts` of this machine; what cannot be asked is left out. */
export function localSpace(files: Pick<Files, 'space'>, mounts: readonly MountFacts[]): Space[] {
  return mounts.flatMap(({ mountPoint }) => {
    const found = files.space(mountPoint)
    return found.ok ? [{ mountPoint, ...found.value }] : []
  })
}

/** The space of those of `mounts` that `df -P` printed. */
export function printedSpace(printed: string, mounts: readonly MountFacts[]): Space[] {
  const wanted = new Set(mounts.map(({ mountPoint }) => mountPoint))
  return (parseDiskFree(printed) ?? []).flatMap(({ mountPoint, used, available }) =>
    used === null || available === null || !wanted.has(mountPoint)
      ? []
      : [{ mountPoint, usedBytes: used, availableBytes: available }],
  )
}

/** The series of filesystems: how full each is for an ordinary user, as df states it, and what is free. */
export function spaceValues(spaces: readonly Space[]): Record<string, number> {
  const values: Record<string, number> = {}
  for (const { mountPoint, usedBytes, availableBytes } of spaces) {
    const all = usedBytes + availableBytes
    if (!(all > 0)) continue
    values[seriesKey('disk.usage', { mount: mountPoint })] = usedBytes / all
    values[seriesKey('disk.free', { mount: mountPoint })] = availableBytes
  }
  return values
}
