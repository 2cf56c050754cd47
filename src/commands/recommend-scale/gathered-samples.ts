import { OperatorError, parseSeriesKey, type Sample, unitOfSeries } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import type { WorkloadFacts } from '../../scaling/index.ts'

/** Even moments, from the first that was sampled on. */
export interface SampleGrid {
  startMs: number
  stepMs: number
  count: number
}

/** What the series of a workload are of. */
export const sampledParts = ['cpu', 'memory', 'throttled', 'inFlight', 'oom'] as const
export type SampledPart = (typeof sampledParts)[number]

/** Series of a workload, with their keys. */
export interface SampledSeries {
  /** The tag `workload`; null where they have none. */
  name: string | null
  keys: Record<SampledPart, string[]>
}

/** What was sampled of a workload. */
export interface SampledWorkload extends Pick<WorkloadFacts, 'load' | 'throttled' | 'pods'> {
  name: string | null
  oomKills: { atSeconds: number; limitBytes: number }[]
  missing: string[]
}

interface Column {
  values: Float64Array
  /** What a sample is multiplied by. */
  scale: number
  /** Whether what pods have at one moment is added up; of others that of the one that has most counts. */
  isTotal: boolean
  /** Of the last value that was put in. */
  at: number
}

/** What these workloads used, in one pass over the samples; of each pod by itself where `byPod`. Throws OperatorError (exit 2) where a share of the cores is of how many nobody says. */
export function gatheredSamples(
  samples: Iterable<Sample>,
  workloads: readonly SampledSeries[],
  grid: SampleGrid,
  { effectiveCores, byPod }: { effectiveCores: number | undefined; byPod: boolean },
): SampledWorkload[] {
  const columns = new Map<string, Column[]>()
  const killed = new Map<string, SampledWorkload['oomKills']>()
  const columnOf = (keys: readonly string[], isTotal: boolean, scale = 1): Float64Array | null => {
    if (keys.length === 0) return null
    const values = new Float64Array(grid.count).fill(Number.NaN)
    const column = { values, scale, isTotal, at: Number.NaN }
    for (const key of keys) columns.set(key, [...(columns.get(key) ?? []), column])
    return values
  }
  const unknown = (): Float64Array => new Float64Array(grid.count).fill(Number.NaN)
  const gathered = workloads.map(({ name, keys }): SampledWorkload => {
    const oomKills: SampledWorkload['oomKills'] = []
    for (const key of keys.oom) killed.set(key, oomKills)
    const scale = cpuScale(keys.cpu[0] ?? '', effectiveCores)
    return {
      name,
      oomKills,
      load: {
        startSeconds: grid.startMs / 1000,
        stepSeconds: grid.stepMs / 1000,
        cores: columnOf(keys.cpu, true, scale) ?? unknown(),
        memoryBytes: columnOf(keys.memory, false) ?? unknown(),
        inFlight: columnOf(keys.inFlight, true),
      },
      throttled: columnOf(keys.throttled, false),
      pods: byPod
        ? podsOf(keys).map(({ cpu, memory }) => ({
            cores: columnOf(cpu, true, scale) ?? unknown(),
            memoryBytes: columnOf(memory, true) ?? unknown(),
          }))
        : [],
      missing: [],
    }
  })
  for (const { at, v } of samples) {
    const step = Math.round((at - grid.startMs) / grid.stepMs)
    if (step < 0 || step >= grid.count) continue
    for (const key in v) {
      const value = v[key]
      if (typeof value !== 'number' || Number.isNaN(value)) continue
      for (const column of columns.get(key) ?? []) put(column, step, at, value * column.scale)
      const kills = killed.get(key)
      if (kills !== undefined && value > 0) noteKill(kills, at / 1000, value)
    }
  }
  for (const one of gathered) one.missing.push(...missingOf(one))
  return gathered
}

/** Of two moments in one step the later one counts. */
function put(column: Column, step: number, at: number, value: number): void {
  const { values, isTotal } = column
  const before = column.at === at ? (values[step] as number) : Number.NaN
  column.at = at
  values[step] = Number.isNaN(before) ? value : isTotal ? before + value : Math.max(before, value)
}

/** Of several pods at one moment the one with the highest limit counts. */
function noteKill(kills: SampledWorkload['oomKills'], atSeconds: number, limitBytes: number): void {
  const last = kills.at(-1)
  if (last?.atSeconds === atSeconds) last.limitBytes = Math.max(last.limitBytes, limitBytes)
  else kills.push({ atSeconds, limitBytes })
}

function podsOf(keys: SampledSeries['keys']): Record<'cpu' | 'memory', string[]>[] {
  const pods = new Map<string, Record<'cpu' | 'memory', string[]>>()
  for (const part of ['cpu', 'memory'] as const)
    for (const key of keys[part]) {
      const { pod } = parseSeriesKey(key).tags
      if (pod === undefined) continue
      const known = pods.get(pod) ?? { cpu: [], memory: [] }
      known[part].push(key)
      pods.set(pod, known)
    }
  return [...pods.values()]
}

function missingOf({ load, throttled }: SampledWorkload): string[] {
  const unknown = load.cores.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0)
  return [
    ...(unknown === 0 ? [] : [`${counted(unknown, 'moment')} of ${load.cores.length} have no CPU.`]),
    ...(throttled === null
      ? ['Nothing says how long it was throttled: what its limit kept it from using is not seen.']
      : []),
  ]
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
