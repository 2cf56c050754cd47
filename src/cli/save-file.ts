import { constants, rmSync } from 'node:fs'
import { access, appendFile, type FileHandle, open, readlink, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileFault, OperatorError } from '../core/index.ts'

interface SaveOptions {
  keepExisting?: boolean
  append?: boolean
  /** Asked once all pieces are there: were they cut short? */
  isCut?: () => boolean
}

/**
 * Writes `pieces` to `path` whole or not at all: into a neighbour first, which then takes its name and its mode.
 * Pieces that were cut short leave `path` alone and go to `path.partial`. Links are followed; devices and pipes are
 * written to directly. Answers where the text is. Throws OperatorError (exit 3; 2 when an existing file must be kept).
 */
export async function saveFile(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  options: SaveOptions = {},
): Promise<string> {
  const existing = await stat(path).catch(() => null)
  if (existing !== null && options.keepExisting) {
    throw new OperatorError({
      sentence: `${path} is there already.`,
      hint: 'Choose another name, or add --force.',
    })
  }
  try {
    if (options.append) for (const piece of pieces) await appendFile(path, piece)
    else if (existing === null || existing.isFile())
      return await writeAndRename(path, pieces, existing?.mode, options.isCut ?? (() => false))
    else await writePieces(path, pieces)
    return path
  } catch (cause) {
    if (cause instanceof Error && !('code' in cause)) throw cause
    throw unwritable(path, cause, 3)
  }
}

/** Throws OperatorError (exit 2) where it can be told beforehand that `path` cannot be written: a folder, or in none that may be written to. */
export async function assertWritable(path: string): Promise<void> {
  const target = await linkedTo(path)
  const existing = await stat(target).catch(() => null)
  try {
    if (existing?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    await access(existing === null || existing.isFile() ? dirname(target) : target, constants.W_OK)
  } catch (cause) {
    throw unwritable(path, cause, 2)
  }
}

function unwritable(path: string, cause: unknown, exitCode: 2 | 3): OperatorError {
  return new OperatorError({
    sentence: `${path} could not be written: ${fileFault(cause)}.`,
    hint: 'Choose a folder that exists, may be written to and has space.',
    exitCode,
    cause,
  })
}

/** Files that do not have their name yet, to be removed when the process has to end at once. */
const unfinished = new Set<string>()
let removesAtExit = false

async function writeAndRename(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  mode: number | undefined,
  isCut: () => boolean,
): Promise<string> {
  const target = await linkedTo(path)
  const neighbour = `${target}.${process.pid}.unfinished`
  removeAtExit(neighbour)
  try {
    await writePieces(neighbour, pieces, mode)
    const place = isCut() ? `${path}.partial` : path
    await rename(neighbour, isCut() ? `${target}.partial` : target)
    return place
  } catch (error) {
    await rm(neighbour, { force: true })
    throw error
  } finally {
    unfinished.delete(neighbour)
  }
}

/** Where a link leads, also one that leads to nothing yet. */
async function linkedTo(path: string): Promise<string> {
  let target = path
  for (let hops = 0; hops < 40; hops++) {
    const link = await readlink(target).catch(() => null)
    if (link === null) return target
    target = resolve(dirname(target), link)
  }
  return target
}

function removeAtExit(path: string): void {
  unfinished.add(path)
  if (removesAtExit) return
  removesAtExit = true
  process.once('exit', () => {
    for (const file of unfinished) rmSync(file, { force: true })
  })
}

async function writePieces(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  mode?: number,
): Promise<void> {
  const file: FileHandle = await open(path, 'w')
  try {
    if (mode !== undefined) await file.chmod(mode)
    for (const piece of pieces) await file.writeFile(piece)
  } finally {
    await file.close()
  }
}
