import type { Fact, FilesystemFacts, MountFacts } from '../../core/index.ts'

/** Images that are full and read-only by nature, and firmware variables. */
const images = new Set(['squashfs', 'iso9660', 'udf', 'erofs', 'cramfs', 'romfs', 'efivarfs'])

/** Whether filesystems of this type cannot be written by nature. */
export function isImage(type: string | null): boolean {
  return type !== null && images.has(type)
}

/** What is seen at a mount point: of several mounts there, the last covers the others. */
export function mountAt(mounts: readonly MountFacts[], mountPoint: string): MountFacts | null {
  return mounts.findLast((mount) => mount.mountPoint === mountPoint) ?? null
}

/** Whether nothing can be written through this mount. */
export function isReadOnly({ options, superOptions }: MountFacts): boolean {
  return options.includes('ro') || superOptions.includes('ro')
}

/**
 * The filesystems that somebody writes to, each once: without images, without what is mounted read-only, without a device
 * that is mounted again elsewhere, and without an overlay that only repeats the figures of a filesystem beside it.
 */
export function writableFilesystems(
  filesystems: readonly FilesystemFacts[],
  mounts: Fact<MountFacts[]>,
): FilesystemFacts[] {
  const known = mounts.known ? mounts.last : []
  const devices = new Set<string>()
  const kept: FilesystemFacts[] = []
  for (const one of filesystems.toSorted((a, b) => Number(isOverlay(a)) - Number(isOverlay(b)))) {
    const mount = mountAt(known, one.mountPoint)
    if (isImage(typeOf(one)) || (mount !== null && isReadOnly(mount))) continue
    if (isOverlay(one) && kept.some((other) => hasSameFigures(one, other))) continue
    const device =
      mount?.device ?? (one.source.startsWith('/') ? one.source : `${one.source} ${one.mountPoint}`)
    if (devices.has(device)) continue
    devices.add(device)
    kept.push(one)
  }
  return filesystems.filter((one) => kept.includes(one))

  function typeOf(one: FilesystemFacts): string | null {
    return one.type ?? mountAt(known, one.mountPoint)?.type ?? null
  }
  function isOverlay(one: FilesystemFacts): boolean {
    return typeOf(one) === 'overlay'
  }
}

/** The second is asked a moment after the first: what is written in between may differ. */
function hasSameFigures(one: FilesystemFacts, other: FilesystemFacts): boolean {
  return (
    one.totalBytes === other.totalBytes && Math.abs(one.usedBytes - other.usedBytes) <= one.totalBytes / 100
  )
}
