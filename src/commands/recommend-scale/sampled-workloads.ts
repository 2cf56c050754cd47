import { resolve } from 'node:path'
import {
  OperatorError,
  orderedSeriesKey,
  parseSeriesKey,
  type Sample,
  seriesName,
  suggestion,
} from '../../core/index.ts'
import { type Recording, readRecording } from '../../monitor/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { judgesPods } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { tidySamples } from '../tidy-samples.ts'
import {
  gatheredSamples,
  type SampledPart,
  type SampledSeries,
  type SampledWorkload,
  sampledParts,
} from './gathered-samples.ts'
import type { RecommendInput } from './options.ts'

const usual: Record<SampledPart, readonly string[]> = {
  cpu: ['workload.cpu', 'cgroup.cpu', 'process.cpu', 'cpu.usage'],
  memory: ['workload.memory', 'cgroup.memory', 'process.memory', 'memory.used'],
  throttled: ['workload.throttled', 'cgroup.throttled'],
  inFlight: ['workload.in-flight'],
  oom: ['workload.oom'],
}
const flags: Record<SampledPart, string> = {
  cpu: '--cpu',
  memory: '--memory',
  throttled: '--throttled',
  inFlight: '--in-flight',
  oom: '--oom',
}
/** In the histories that are held at once: 64 MB. */
const mostValues = 8_000_000
/** Two weeks of seconds: more steps than this are not a recording but a mistake. */
const mostSteps = 4_000_000

/**
 * The workloads of a file of samples, by the tag `workload`, so many at a time as fit into memory. Throws OperatorError (exit 2) where it has no CPU,
 * or fewer than two moments.
 */
export function sampledWorkloads(
  file: string,
  input: RecommendInput,
  { world }: Context,
): Generator<SampledWorkload> {
  const recording = readRecording(world.files, resolve(world.directory, file))
  return recordedWorkloads(recording, file === '-' ? 'standard input' : file, input)
}

/** The same of a recording that is called so in messages. */
export function* recordedWorkloads(
  recording: Recording,
  name: string,
  input: RecommendInput,
  valuesAtOnce = mostValues,
): Generator<SampledWorkload> {
  const tidy = tidySamples(recording, name)
  const { keys, grid } = survey(tidy.samples(), name, recording.intervalSeconds)
  const wanted = namedSeries(chosenKeys(keys, input, name), input, name)
  const byPod = judgesPods(input.model)
  const options = { effectiveCores: recording.machine?.effectiveCores, byPod }
  const historiesOf = ({ keys }: SampledSeries): number => 4 + (byPod ? 2 * keys.cpu.length : 0)
  for (const batch of batches(wanted, (one) => historiesOf(one) * grid.count, valuesAtOnce))
    for (const one of gatheredSamples(tidy.samples(), batch, grid, options))
      yield { ...one, missing: [...tidy.doubts, ...one.missing] }
}

/** At least one each, and no more than values may be held at once. */
function* batches(
  all: readonly SampledSeries[],
  valuesOf: (one: SampledSeries) => number,
  most: number,
): Generator<SampledSeries[]> {
  let [batch, values]: [SampledSeries[], number] = [[], 0]
  for (const one of all) {
    const more = valuesOf(one)
    if (batch.length > 0 && values + more > most) {
      yield batch
      ;[batch, values] = [[], 0]
    }
    batch.push(one)
    values += more
  }
  if (batch.length > 0) yield batch
}

/** The series of each workload that is told apart, or of the one that is wanted of them. */
function namedSeries(chosen: SampledSeries['keys'], input: RecommendInput, file: string): SampledSeries[] {
  const names = namesOf(chosen.cpu, input, file)
  const series = new Map(
    names.map((name) => [
      name,
      { name, keys: { cpu: [], memory: [], throttled: [], inFlight: [], oom: [] } },
    ]),
  ) as Map<string | null, SampledSeries>
  for (const part of sampledParts)
    for (const key of chosen[part]) series.get(workloadOf(key))?.keys[part].push(key)
  return [...series.values()]
}

/** The workloads that are told apart, or the one that is wanted of them. */
function namesOf(keys: readonly string[], { name }: RecommendInput, file: string): (string | null)[] {
  const all = [...new Set(keys.map(workloadOf))]
  const [first] = all
  if (name === undefined || (all.length === 1 && first === null)) return all
  if (all.includes(name)) return [name]
  const known = all.filter((one) => one !== null)
  throw new OperatorError({
    sentence: `${file} tells of no workload ${name}.`,
    hint: suggestion(name, known, `It tells of ${known.slice(0, 8).join(', ')}.`),
  })
}

function survey(samples: Iterable<Sample>, name: string, intervalSeconds: number | null) {
  const keys = new Set<string>()
  const gaps = new Map<number, number>()
  let [first, last] = [Number.NaN, Number.NaN]
  for (const { at, v } of samples) {
    if (!Number.isNaN(last)) gaps.set(at - last, (gaps.get(at - last) ?? 0) + 1)
    else first = at
    last = at
    for (const key of Object.keys(v)) keys.add(key)
  }
  const [usualGap] = [...gaps].toSorted((a, b) => b[1] - a[1])[0] ?? []
  if (usualGap === undefined)
    throw new OperatorError({
      sentence: `${name} has fewer than two moments.`,
      hint: 'Record for longer: two weeks are best, a day is the least that says much.',
    })
  const stepMs = intervalSeconds === null ? usualGap : Math.max(intervalSeconds * 1000, 1)
  const count = Math.floor((last - first) / stepMs) + 1
  if (count > mostSteps)
    throw new OperatorError({
      sentence: `${name} spans ${formatQuantity((last - first) / 1000, 'seconds')} in steps of ${formatQuantity(stepMs / 1000, 'seconds')}, which is too much.`,
      hint: 'Give a part of it, or thin it out.',
    })
  return { keys: [...keys], grid: { startMs: first, stepMs, count } }
}

function chosenKeys(keys: readonly string[], input: RecommendInput, name: string): SampledSeries['keys'] {
  const of = (part: SampledPart): string[] => {
    const wanted = input[part]
    const all = wanted === undefined ? usual[part] : [wanted]
    for (const one of all) {
      const ordered = orderedSeriesKey(one)
      const found = keys.filter((key) => key === one || key === ordered || seriesName(key) === one)
      assertOne(found, part, name)
      if (found.length > 0) return found
    }
    if (wanted === undefined && part !== 'cpu') return []
    const names = [...new Set(keys.map(seriesName))]
    throw new OperatorError({
      sentence:
        wanted === undefined
          ? `${name} has no series of CPU.`
          : `${name} has no series ${wanted}, which ${flags[part]} names.`,
      hint: suggestion(
        wanted ?? 'workload.cpu',
        names,
        `It has ${names.slice(0, 8).join(', ')}: name one with ${flags[part]}.`,
      ),
    })
  }
  return Object.fromEntries(sampledParts.map((part) => [part, of(part)])) as SampledSeries['keys']
}

/** Pods of a workload are added up, other things are not: several processes are not one workload. */
function assertOne(keys: readonly string[], part: SampledPart, file: string): void {
  const things = new Set(
    keys.map((key) => {
      const { pod: _pod, workload: _workload, ...rest } = parseSeriesKey(key).tags
      return JSON.stringify(Object.entries(rest).sort())
    }),
  )
  if (things.size < 2) return
  throw new OperatorError({
    sentence: `${file} has ${keys.length} series ${seriesName(keys[0] ?? '')}, which are not pods of one workload.`,
    hint: `Choose one with ${flags[part]}: ${keys.slice(0, 4).join(', ')}.`,
  })
}

function workloadOf(key: string): string | null {
  return parseSeriesKey(key).tags.workload ?? null
}
