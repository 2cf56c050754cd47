import { resolve } from 'node:path'
import {
  OperatorError,
  orderedSeriesKey,
  parseSeriesKey,
  type Sample,
  seriesName,
  suggestion,
  unitOfSeries,
} from '../../core/index.ts'
import { type Recording, readRecording } from '../../monitor/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { FleetLoad } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { tidySamples } from '../tidy-samples.ts'
import type { RecommendInput } from './options.ts'

/** What was sampled of a workload. */
export interface SampledWorkload {
  /** The tag `workload` of its series; null where they have none. */
  name: string | null
  load: FleetLoad
  throttled: Float64Array | null
  oomKills: { atSeconds: number; limitBytes: number }[]
  missing: string[]
}

const usual = {
  cpu: ['workload.cpu', 'cgroup.cpu', 'process.cpu', 'cpu.usage'],
  memory: ['workload.memory', 'cgroup.memory', 'process.memory', 'memory.used'],
  throttled: ['workload.throttled', 'cgroup.throttled'],
  inFlight: ['workload.in-flight'],
  oom: ['workload.oom'],
} as const
type Part = keyof typeof usual
const flags: Record<Part, string> = {
  cpu: '--cpu',
  memory: '--memory',
  throttled: '--throttled',
  inFlight: '--in-flight',
  oom: '--oom',
}
const parts = Object.keys(usual) as Part[]
/** Two weeks of seconds: more steps than this are not a recording but a mistake. */
const mostSteps = 4_000_000

/** The workloads of a file of samples, by the tag `workload`. Throws OperatorError (exit 2) where it has no CPU, or fewer than two moments. */
export function sampledWorkloads(file: string, input: RecommendInput, { world }: Context): SampledWorkload[] {
  const recording = readRecording(world.files, resolve(world.directory, file))
  return recordedWorkloads(recording, file === '-' ? 'standard input' : file, input)
}

/** The same of a recording that is called so in messages. */
export function recordedWorkloads(
  recording: Recording,
  name: string,
  input: RecommendInput,
): SampledWorkload[] {
  const tidy = tidySamples(recording, name)
  const { keys, grid } = survey(tidy.samples(), name, recording.intervalSeconds)
  const chosen = chosenKeys(keys, input, name)
  const names = namesOf(chosen.cpu, input, name)
  return names.map((workload) => sampled(tidy.samples(), workload, chosen, grid, recording, tidy.doubts))
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

interface Grid {
  startMs: number
  stepMs: number
  count: number
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

function chosenKeys(keys: readonly string[], input: RecommendInput, name: string): Record<Part, string[]> {
  const of = (part: Part): string[] => {
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
  return Object.fromEntries(parts.map((part) => [part, of(part)])) as Record<Part, string[]>
}

/** Pods of a workload are added up, other things are not: several processes are not one workload. */
function assertOne(keys: readonly string[], part: Part, file: string): void {
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

function sampled(
  samples: Iterable<Sample>,
  workload: string | null,
  chosen: Record<Part, string[]>,
  { startMs, stepMs, count }: Grid,
  { machine }: Pick<Recording, 'machine'>,
  doubts: readonly string[],
): SampledWorkload {
  const own = (part: Part): string[] => chosen[part].filter((key) => workloadOf(key) === workload)
  const array = (part: Part): Float64Array | null =>
    own(part).length === 0 ? null : new Float64Array(count).fill(Number.NaN)
  const cores = array('cpu') ?? new Float64Array(count).fill(Number.NaN)
  const memory = array('memory')
  const [throttled, inFlight] = [array('throttled'), array('inFlight')]
  const oomKills: SampledWorkload['oomKills'] = []
  const scale = cpuScale(own('cpu')[0] ?? '', machine?.effectiveCores)
  for (const { at, v } of samples) {
    const step = Math.round((at - startMs) / stepMs)
    if (step < 0 || step >= count) continue
    put(cores, step, total(v, own('cpu')) * scale)
    if (memory !== null) put(memory, step, largest(v, own('memory')))
    if (throttled !== null) put(throttled, step, largest(v, own('throttled')))
    if (inFlight !== null) put(inFlight, step, total(v, own('inFlight')))
    const killed = largest(v, own('oom'))
    if (killed > 0) oomKills.push({ atSeconds: at / 1000, limitBytes: killed })
  }
  const unknown = cores.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0)
  return {
    name: workload,
    load: {
      startSeconds: startMs / 1000,
      stepSeconds: stepMs / 1000,
      cores,
      memoryBytes: memory ?? new Float64Array(count).fill(Number.NaN),
      inFlight,
    },
    throttled,
    oomKills,
    missing: [
      ...doubts,
      ...(unknown === 0 ? [] : [`${counted(unknown, 'moment')} of ${count} have no CPU.`]),
      ...(throttled === null
        ? ['Nothing says how long it was throttled: what its limit kept it from using is not seen.']
        : []),
    ],
  }
}

/** A share of the machine is that of its cores. */
function cpuScale(key: string, effectiveCores: number | undefined): number {
  if (unitOfSeries(key) !== 'ratio') return 1
  if (effectiveCores !== undefined) return effectiveCores
  throw new OperatorError({
    sentence: `${key} is a share of the cores, and the file does not say how many there are.`,
    hint: 'Name a series in cores with --cpu, as process.cpu{name=lewis}.',
  })
}

/** The sum of those that are known; NaN where none is. */
function total(values: Sample['v'], keys: readonly string[]): number {
  let sum = Number.NaN
  for (const key of keys) {
    const one = values[key]
    if (typeof one === 'number') sum = Number.isNaN(sum) ? one : sum + one
  }
  return sum
}

function largest(values: Sample['v'], keys: readonly string[]): number {
  let most = Number.NaN
  for (const key of keys) {
    const one = values[key]
    if (typeof one === 'number' && !(one <= most)) most = one
  }
  return most
}

/** CSV has a line a value: those of one moment come one after the other. */
function put(values: Float64Array, step: number, one: number): void {
  if (!Number.isNaN(one)) values[step] = one
}
