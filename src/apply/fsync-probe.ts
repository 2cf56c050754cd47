import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type FsyncProbe, fileFault, OperatorError, type World } from '../core/index.ts'

/** What etcd writes at a time, so that its published limits apply. */
const blockBytes = 2300
const mostSamples = 456
const longestSeconds = 10

/**
 * Times of write and fdatasync in `directory` (absolute), of 2,300 bytes each: 456 of them, 1 MiB in all, at most for
 * 10 s. The file that it needs is new and removed again, also at an interruption. Throws OperatorError (exit 2) where
 * the folder may not be written to, (exit 3) where the disk fails.
 */
export async function probeFsync(
  { clock, interrupted, directory: here }: Pick<World, 'clock' | 'interrupted' | 'directory'>,
  directory: string,
): Promise<FsyncProbe> {
  const file = join(resolve(here, directory), `.lewis-perf-fsync-${randomUUID()}`)
  const removeNow = (): void => rmSync(file, { force: true })
  process.once('exit', removeNow)
  try {
    const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
      throw new OperatorError({
        sentence: `--probe-disk could not make a file in ${directory}: ${fileFault(cause, ofFolder)}.`,
        hint: 'Give a folder on the disk in question that this user may write to.',
        cause,
      })
    })
    try {
      return { directory, ...summary(await timesOf(handle, clock, interrupted)) }
    } finally {
      await handle.close()
    }
  } finally {
    await rm(file, { force: true })
    process.off('exit', removeNow)
  }
}

async function timesOf(
  handle: { write(data: Uint8Array): Promise<unknown>; datasync(): Promise<void> },
  clock: World['clock'],
  interrupted: AbortSignal,
): Promise<number[]> {
  const block = new Uint8Array(blockBytes).fill(0x6c)
  const startMs = clock.monotonicMs()
  const seconds: number[] = []
  let atMs = startMs
  while (seconds.length < mostSamples && atMs - startMs < longestSeconds * 1000) {
    if (interrupted.aborted && seconds.length > 0) break
    try {
      await handle.write(block)
      await handle.datasync()
    } catch (cause) {
      throw new OperatorError({
        sentence: `--probe-disk could not write: ${fileFault(cause, ofFolder)}.`,
        hint: 'Free space on that disk, or look for its errors with dmesg.',
        exitCode: 3,
        cause,
      })
    }
    const nowMs = clock.monotonicMs()
    seconds.push((nowMs - atMs) / 1000)
    atMs = nowMs
  }
  return seconds
}

function summary(seconds: readonly number[]): Omit<FsyncProbe, 'directory'> {
  const sorted = seconds.toSorted((a, b) => a - b)
  const nearestRank = (p: number): number => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0
  return {
    samples: sorted.length,
    p50Seconds: nearestRank(0.5),
    p99Seconds: nearestRank(0.99),
    maxSeconds: sorted.at(-1) ?? 0,
  }
}

const ofFolder = { ENOENT: 'it is not there, or takes no files', ENOTDIR: 'it is no folder' }
