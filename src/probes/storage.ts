import { dirname } from 'node:path'
import type { Files, Gathered } from '../core/index.ts'

/** The space of the filesystem that holds a path. */
export interface StorageFacts {
  /** Where it was looked at: the path asked for, or its nearest ancestor that exists. */
  path: string
  totalBytes: number
  /** What an ordinary user can still write. */
  availableBytes: number
  because: string
}

/** The filesystem that holds `path`, or that will hold it once its missing folders are made. */
export function gatherStorage(files: Pick<Files, 'space'>, path: string): Gathered<StorageFacts> {
  let existing = path
  let space = files.space(existing)
  while (!space.ok && space.reason === 'absent' && dirname(existing) !== existing) {
    existing = dirname(existing)
    space = files.space(existing)
  }
  if (!space.ok) return space
  const { totalBytes, availableBytes } = space.value
  // Filesystems that are not on a disk (/proc, /sys) state a size of 0.
  if (!(totalBytes > 0) || !(availableBytes >= 0)) return { ok: false, reason: 'unreadable' }
  const because =
    existing === path
      ? `The filesystem that holds ${path}.`
      : `The filesystem that holds ${existing}, the nearest folder above ${path} that exists.`
  return { ok: true, atMs: space.atMs, value: { path: existing, totalBytes, availableBytes, because } }
}
