import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js'
import type { Envelope } from '../../../src/core/index.ts'
import type { HdrText, LoadtestData, SavedRun } from '../../../src/traffic/index.ts'
import { installed } from '../../e2e/installed.ts'
import { type Finished, runChild, startChild } from './children.ts'

/** A load test by the installed command. */
export interface OwnRun extends Finished {
  result: Envelope<LoadtestData>
  data: LoadtestData
  run: SavedRun
}

/** What stands before the command: `ip netns exec NAME` runs it in a namespace. */
type Prefix = readonly string[]

/** Runs `lewis-perf loadtest` with `--json` to its end. Throws where it gives no result. */
export async function loadtest(args: readonly string[], prefix: Prefix = []): Promise<OwnRun> {
  return readRun(await runChild(...commandOf(args, prefix)))
}

/** The same, with its process at hand while it runs. */
export function startLoadtest(args: readonly string[]) {
  const { child, finished } = startChild(...commandOf(args, []))
  return { child, finished: finished.then(readRun) }
}

/** Runs it with any arguments. */
export function lewisPerf(args: readonly string[], cwd?: string): Promise<Finished> {
  return runChild(process.execPath, [installed, ...args], cwd === undefined ? {} : { cwd })
}

function commandOf(args: readonly string[], prefix: Prefix): [string, string[]] {
  const [command = process.execPath, ...rest] = [
    ...prefix,
    process.execPath,
    installed,
    'loadtest',
    ...args,
    '--json',
  ]
  return [command, rest]
}

function readRun(finished: Finished): OwnRun {
  const result = parsedResult(finished)
  const { data } = result
  if (data.run === undefined) throw new Error('the result holds no run')
  return { ...finished, result, data, run: data.run }
}

function parsedResult({ output, errors, code }: Finished): Envelope<LoadtestData> {
  try {
    return JSON.parse(output) as Envelope<LoadtestData>
  } catch {
    throw new Error(`lewis-perf loadtest gave no result, exit code ${code}: ${errors.slice(0, 500)}`)
  }
}

/** A histogram of a result, by another library than the one that wrote it. */
export function histogramOf(texts: readonly (HdrText | null)[]): Histogram {
  const [first, ...others] = texts.flatMap((text) =>
    text === null ? [] : [decodeFromCompressedBase64(text)],
  )
  if (first === undefined) throw new Error('the result holds no histogram')
  for (const other of others) first.add(other)
  return first
}

/** Milliseconds at a quantile, of all that was answered: from the due time or from the sending. */
export function ownQuantileMs({ run }: OwnRun, times: 'fromDue' | 'fromSend', q: number): number {
  return histogramOf(run.cells.map((cell) => cell[times])).getValueAtPercentile(q * 100) / 1000
}

/** When its measured time began, on the clock of a server that says where its own stood at zero. */
export function startOn({ run }: OwnRun, { originEpochMs }: { originEpochMs: number }): number {
  return run.startedEpochMs - originEpochMs
}

/** What is reported with every result of ours. */
export function ownNotes({ cpuSeconds, data }: OwnRun): Record<string, number | string> {
  return {
    'generator CPU s': cpuSeconds,
    'send lag p99 ms': (data.latency.sendLag?.p99Seconds ?? Number.NaN) * 1000,
    verdict: data.validity.verdict,
  }
}

/** A folder of its own for `use`, removed afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-accuracy-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A result that was written to a file. */
export function savedResult(file: string): Envelope<LoadtestData> {
  return JSON.parse(readFileSync(file, 'utf8')) as Envelope<LoadtestData>
}
