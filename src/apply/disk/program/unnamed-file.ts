import { randomUUID } from 'node:crypto'
import { constants, openSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Linux's __O_TMPFILE, which Node does not name; the same number on all architectures that Node runs on. */
const temporary = 0o20000000

/**
 * Opens a new file in `directory` that has no name: the kernel frees it when its last holder ends, also by kill -9. Where the
 * filesystem knows no such files it is made with a name, which is taken away at once.
 */
export function openUnnamedFile(directory: string): number {
  try {
    return openSync(directory, temporary | constants.O_DIRECTORY | constants.O_RDWR, 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'EOPNOTSUPP' && code !== 'EISDIR' && code !== 'EINVAL' && code !== 'ENOENT') throw error
  }
  const name = join(directory, `.lewis-perf-disk-${randomUUID()}`)
  const file = openSync(name, 'wx+', 0o600)
  unlinkSync(name)
  return file
}
