import { unlinkSync } from 'node:fs'
import { appendFile, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { OperatorError } from '../core/index.ts'

/**
 * Writes `pieces` to `path` whole or not at all: into a neighbour first, which then takes its name and its mode.
 * Links are followed; devices and pipes are written to directly.
 * Throws OperatorError (exit 3; 2 when an existing file must be kept).
 */
export async function saveFile(
  path: string,
  pieces: Iterable<string>,
  options: { keepExisting?: boolean; append?: boolean } = {},
): Promise<void> {
  const existing = await stat(path).catch(() => null)
  if (existing !== null && options.keepExisting) {
    throw new OperatorError({
      sentence: `${path} is there already.`,
      hint: 'Choose another name, or add --force.',
    })
  }
  try {
    if (options.append) for (const piece of pieces) await appendFile(path, piece)
    else if (existing === null) await writeAndRename(path, pieces, 0o666)
    else if (existing.isFile()) await writeAndRename(await realpath(path), pieces, existing.mode)
    else await writePieces(path, pieces, existing.mode)
  } catch (cause) {
    throw new OperatorError({
      sentence: `${path} could not be written: ${reasonOf(cause)}.`,
      hint: 'Choose a folder that exists, may be written to and has space.',
      exitCode: 3,
      cause,
    })
  }
}

/** Files that do not have their name yet, to be removed when the process has to end at once. */
const unfinished = new Set<string>()

async function writeAndRename(path: string, pieces: Iterable<string>, mode: number): Promise<void> {
  const neighbour = `${path}.${process.pid}.unfinished`
  if (unfinished.size === 0) process.once('exit', removeUnfinished)
  unfinished.add(neighbour)
  try {
    await writePieces(neighbour, pieces, mode)
    await rename(neighbour, path)
  } catch (error) {
    await unlink(neighbour).catch(() => {})
    throw error
  } finally {
    unfinished.delete(neighbour)
  }
}

function removeUnfinished(): void {
  for (const path of unfinished) unlinkSync(path)
}

async function writePieces(path: string, pieces: Iterable<string>, mode: number): Promise<void> {
  const file = await open(path, 'w', mode)
  try {
    for (const piece of pieces) await file.writeFile(piece)
  } finally {
    await file.close()
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'no space is left on the device',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is not a folder',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  EDQUOT: 'the disk quota is used up',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}
