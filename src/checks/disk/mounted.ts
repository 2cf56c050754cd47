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
 * that is mounted again elsewhere, and without an overlay that only repeats the figures of the filesystem below it.
 */
export function writableFilesystems(
  filesystems: readonly FilesystemFacts[],
  mounts: Fact<MountFacts[]>,
): FilesystemFacts[] {
  const known = mounts.known ? mounts.last : []
  const devices = new Set<string>()
  return filesystems.filter((one) => {
    const mount = mountAt(known, one.mountPoint)
    const type = one.type ?? mount?.type ?? null
    if (isImage(type) || (mount !== null && isReadOnly(mount))) return false
    if (type === 'overlay' && filesystems.some((other) => other !== one && isBelow(one, other))) return false
    const device =
      mount?.device ?? (one.source.startsWith('/') ? one.source : `${one.source} ${one.mountPoint}`)
    if (devices.has(device)) return false
    devices.add(device)
    return true
  })
}

function isBelow(overlay: FilesystemFacts, other: FilesystemFacts): boolean {
  return (
    other.type !== 'overlay' &&
    other.source !== overlay.source &&
    other.totalBytes === overlay.totalBytes &&
    other.usedBytes === overlay.usedBytes
  )
}
