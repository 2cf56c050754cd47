import type { FilesystemFacts } from '../../core/index.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { type DiskFree, parseDiskFree } from './disk-free.ts'
import { type Found, found } from './found.ts'
import { readCommand, readParsed, type SampleView } from './sample-view.ts'

/** The filesystems that `df -P` states, with their inodes from `df -Pi` and their types from the mounts. */
export function readFilesystems(view: SampleView): Found<FilesystemFacts[]> {
  const space = readCommand(view, 'df -P', parseDiskFree)
  if (!space.ok) return space
  const counted = readCommand(view, 'df -Pi', parseDiskFree)
  const inodes = new Map((counted.ok ? counted.value : []).map((line) => [line.mountPoint, line]))
  const mounts = readParsed(view.standing, '/proc/self/mountinfo', parseMountinfo)
  const types = new Map((mounts.ok ? mounts.value : []).map(({ mountPoint, type }) => [mountPoint, type]))
  return found(
    space.path,
    space.value.flatMap(({ source, mountPoint, total, used, available }) =>
      total === null || used === null || available === null
        ? []
        : [
            {
              source,
              mountPoint,
              type: types.get(mountPoint) ?? null,
              totalBytes: total,
              usedBytes: used,
              availableBytes: available,
              inodes: inodesOf(inodes.get(mountPoint)),
            },
          ],
    ),
  )
}

/** btrfs and FAT make inodes as they need them, and state 0 or nothing. */
function inodesOf(line: DiskFree | undefined): FilesystemFacts['inodes'] {
  const { total = null, used = null, available = null } = line ?? {}
  return total === null || used === null || available === null || total === 0
    ? null
    : { total, used, free: available }
}
