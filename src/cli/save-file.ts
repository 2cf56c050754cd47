import { appendFile, open, rename, stat, unlink } from 'node:fs/promises'
import { OperatorError } from '../core/index.ts'

/**
 * Writes `pieces` to `path` whole or not at all: into a neighbour first, which then takes its name.
 * Devices and pipes are written to directly. Throws OperatorError (exit 3; 2 when an existing file must be kept).
 */
export async function saveFile(
  path: string,
  pieces: Iterable<string>,
  options: { keepExisting?: boolean; append?: boolean } = {},
): Promise<void> {
  const existing = await stat(path).catch(() => null)
  if (existing !== null && options.keepExisting) {
    throw new OperatorError({ sentence: `${path} is there already.`, hint: 'Choose another name, or add --force.' })
  }
  try {
    if (options.append) for (const piece of pieces) await appendFile(path, piece)
    else if (existing !== null && !existing.isFile()) await writePieces(path, pieces)
    else await writeAndRename(path, pieces)
  } catch (cause) {
    throw new OperatorError({
      sentence: `${path} could not be written: ${reasonOf(cause)}.`,
      hint: 'Choose a folder that exists, may be written to and has space.',
      exitCode: 3,
      cause,
    })
  }
}

async function writeAndRename(path: string, pieces: Iterable<string>): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`
  try {
    await writePieces(unfinished, pieces)
    await rename(unfinished, path)
  } catch (error) {
    await unlink(unfinished).catch(() => {})
    throw error
  }
}

async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w')
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
