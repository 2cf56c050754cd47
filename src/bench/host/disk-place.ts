import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { MeasuredDisk } from '../../comparison/index.ts'
import { OperatorError, type World } from '../../core/index.ts'
import { mountOf } from '../../probes/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** So many times the file has to be free: a measurement must not fill a disk. */
const spareFactor = 2

/**
 * The folder of --data-directory with its filesystem, device and space. Throws OperatorError (exit 2) where it is no folder,
 * may not be written to, or has less free space than twice the file.
 */
export function findDiskPlace(
  world: Pick<World, 'files' | 'directory'>,
  asked: string,
  fileBytes: number,
): MeasuredDisk {
  const directory = realFolder(resolve(world.directory, asked), asked)
  const space = world.files.space(directory)
  const availableBytes = space.ok ? space.value.availableBytes : 0
  if (availableBytes < spareFactor * fileBytes)
    throw new OperatorError({
      sentence: `--data-directory ${asked} has ${formatQuantity(availableBytes, 'bytes')} of free space, and the disk figures need ${formatQuantity(spareFactor * fileBytes, 'bytes')}.`,
      hint: `Free space there, or give another folder. They use ${formatQuantity(fileBytes, 'bytes')} at most, for a moment.`,
    })
  const mount = mountOf(world.files, directory)
  return {
    directory,
    filesystem: mount?.type ?? null,
    device: mount?.source ?? null,
    mountPoint: mount?.mountPoint ?? null,
    fileBytes,
    availableBytes,
  }
}

function realFolder(path: string, asked: string): string {
  const refuse = (problem: string, cause?: unknown) =>
    new OperatorError({
      sentence: `--data-directory ${asked} ${problem}.`,
      hint: 'Give a folder on the disk in question that this user may write to.',
      cause,
    })
  let real: string
  try {
    real = realpathSync(path)
  } catch (cause) {
    throw refuse('is not there, or may not be looked at', cause)
  }
  if (!statSync(real).isDirectory()) throw refuse('is no folder')
  try {
    accessSync(real, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw refuse('may not be written to', cause)
  }
  return real
}
