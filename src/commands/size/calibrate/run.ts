import { resolve } from 'node:path'
import { isSampleHeader, OperatorError, type Outcome, parseSavedResult } from '../../../core/index.ts'
import { readRecording } from '../../../monitor/index.ts'
import {
  type CalibrateData,
  type CalibratedResource,
  type CalibrationSeries,
  calibrate,
} from '../../../sizing/index.ts'
import type { LoadtestData } from '../../../traffic/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'
import { assertProfileFile, calibratedProfile, pasteTable } from './calibrated-profile.ts'
import { loadtestSource } from './loadtest-source.ts'
import type { CalibrateInput, PerMetric } from './options.ts'
import { seriesFlags } from './options.ts'
import { recordingSource } from './recording-source.ts'
import type { SampleSource, SampleWish } from './sample-source.ts'

const needs = 'Give --samples FILE of monitor --record or loadtest --watch --json.'

/** Reads the samples, fits unit costs to them, and makes the part of a profile of them. */
export async function runCalibrate(input: CalibrateInput, context: Context): Promise<Outcome<CalibrateData>> {
  const { samples = [], per = [], write, force } = input
  assertWhole(input, samples, per)
  if (write !== undefined) assertProfileFile(write)
  const wish: SampleWish = { ...input, per, windowSeconds: input.window }
  const sources = samples.map((file) => sourceOf(file, wish, context))
  assertUsed(input, sources)
  const outcome = calibrate({
    per: Object.fromEntries(per.map((one) => [one.per, one.metric])),
    series: joined(sources),
    files: samples,
    doubts: sources.flatMap(({ doubts }) => doubts),
  })
  if (write === undefined) return { ...outcome, tables: [...outcome.tables, pasteTable(outcome.data)] }
  const day = new Date(context.world.clock.epochMs()).toISOString().slice(0, 10)
  const profile = await calibratedProfile(outcome.data, { file: write === '-' ? null : write, day })
  return { ...outcome, documents: [{ ...profile, keepExisting: force !== true }] }
}

function assertWhole(input: CalibrateInput, samples: readonly string[], per: readonly PerMetric[]): void {
  if (samples.length === 0)
    throw new OperatorError({ sentence: 'size calibrate needs samples, got no --samples.', hint: needs })
  if (per.length === 0)
    throw new OperatorError({
      sentence: 'size calibrate needs to know what costs are for, got no --per.',
      hint: 'Give --per scans=METRIC, --per users=METRIC or both.',
    })
  const twice = per.find((one, index) => per.findIndex((other) => other.per === one.per) !== index)
  if (twice !== undefined)
    throw new OperatorError({
      sentence: `--per ${twice.per} was given twice.`,
      hint: 'Give one metric for scans and one for users.',
    })
  const again = samples.find((file, index) => samples.indexOf(file) !== index)
  if (again !== undefined)
    throw new OperatorError({
      sentence: `${again} was given twice, and would count twice.`,
      hint: 'Give each file once.',
    })
  if (input.force === true && (input.write === undefined || input.write === '-'))
    throw new OperatorError({
      sentence: '--force says nothing without --write FILE.',
      hint: 'Add --write FILE.yaml, or leave --force out.',
    })
}

function sourceOf(file: string, wish: SampleWish, context: Context): SampleSource {
  const { world } = context
  const name = file === '-' ? 'standard input' : file
  const text = readInput(file, needs, context)
  const [first = ''] = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  if (isSampleHeader(first) || first.replace(/\s/g, '') === 'at,name,value')
    return recordingSource(readRecording(world.files, resolve(world.directory, file)), name, wish)
  if (!/^\s*[[{]/.test(text))
    throw new OperatorError({
      sentence: `${name} is ${text.trim() === '' ? 'empty' : 'neither a recording nor a saved result'}.`,
      hint: `${needs} Recordings may also be CSV that begins with at,name,value.`,
    })
  const [result, second] = parseSavedResult(text, name)
  const data = result?.data as LoadtestData | null | undefined
  if (result === undefined || second !== undefined)
    throw new OperatorError({ sentence: `${name} holds several results.`, hint: needs })
  if (result.command !== 'loadtest' || data?.watch === undefined || data.watch.targets.length === 0)
    throw new OperatorError({
      sentence: `${name} holds a result of ${result.command} in which nothing was watched.`,
      hint: 'Run the load test with --watch PID (or NAME, user@box, SCRAPE_URL) and --json.',
    })
  return loadtestSource(data, name, wish)
}

/** What only recordings have says nothing of load tests. */
function assertUsed(input: CalibrateInput, sources: readonly SampleSource[]): void {
  if (sources.some(({ kind }) => kind === 'recording')) return
  const given = { cpu: input.cpu, memory: input.memory, storage: input.disk, network: input.network }
  for (const [resource, metric] of Object.entries(given)) {
    if (metric === undefined) continue
    throw new OperatorError({
      sentence: `${seriesFlags[resource as CalibratedResource]} names a series of a recording, and --samples are load tests.`,
      hint: 'Leave it out, or choose what was watched with --of.',
    })
  }
}

function joined(sources: readonly SampleSource[]): CalibrationSeries[] {
  const resources: readonly CalibratedResource[] = ['cpu', 'memory', 'storage', 'network']
  return resources.flatMap((resource) => {
    const all = sources.flatMap(({ series }) => series.filter((one) => one.resource === resource))
    const [first, second] = all
    if (first === undefined) return []
    return [
      {
        resource,
        what: second === undefined ? first.what : `${first.what} and ${all.length - 1} more`,
        points: all.flatMap(({ points }) => points),
      },
    ]
  })
}
