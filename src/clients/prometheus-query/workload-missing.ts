import { gridEndSeconds, type QueryGrid } from './query-grid.ts'
import type { HistorySeries, WorkloadHistory } from './workload-history.ts'
import type { WorkloadMapping } from './workload-mapping.ts'
import type { WorkloadQueries } from './workload-queries.ts'

/** The queries that failed, each with its reason. */
export type Failures = Map<keyof WorkloadQueries, string>

export interface MissingContext {
  grid: QueryGrid
  mapping: WorkloadMapping
  failures: Failures
  /** Containers. */
  withoutMemoryLimit: number
}

/** What is missing or doubtful of a workload, a sentence each; none where all is there. */
export function missingSentences(workload: WorkloadHistory, context: MissingContext): string[] {
  return [
    ...names.flatMap((name) => seriesSentences(workload, name, context)),
    ...spanSentences(workload, context),
    ...podSentences(context),
    ...resourceSentences(workload, context),
    ...eventSentences(workload, context),
  ]
}

const subjects: Record<HistorySeries, string> = {
  cores: 'CPU use',
  fullestPodBytes: 'memory use',
  throttledShare: 'throttled share',
  readyReplicas: 'number of ready replicas',
  requestsInFlight: 'number of requests in flight',
}
const names: readonly HistorySeries[] = [
  'cores',
  'fullestPodBytes',
  'throttledShare',
  'readyReplicas',
  'requestsInFlight',
]

function seriesSentences(
  workload: WorkloadHistory,
  name: HistorySeries,
  { grid, mapping, failures }: MissingContext,
): string[] {
  const subject = subjects[name]
  const failure = failures.get(name)
  if (failure !== undefined) return [`Its ${subject} could not be read: ${failure}.`]
  const values = workload[name]
  if (values === null) return [absence(workload, name, mapping)]
  const known = knownSpan(values)
  if (known === null) return [`Its ${subject} has no value but NaN.`]
  const { first, last, points } = known
  const within = last - first + 1
  if (points === within) return []
  const share = percent((within - points) / within)
  return [
    `Its ${subject} has gaps: ${share} of the ${within} points from ${moment(grid, first)} to ${moment(grid, last)}.`,
  ]
}

function absence({ kind, limits }: WorkloadHistory, name: HistorySeries, mapping: WorkloadMapping): string {
  const from = (metric: string) => `Its ${subjects[name]} is missing: there is no ${metric} of its pods.`
  if (name === 'cores') return from('container_cpu_usage_seconds_total')
  if (name === 'fullestPodBytes') return from('container_memory_working_set_bytes')
  if (name === 'throttledShare') {
    return limits.cores === null
      ? 'Its throttled share is missing, as it is where there is no CPU limit.'
      : from('container_cpu_cfs_periods_total')
  }
  if (name === 'readyReplicas') {
    return kind === 'ReplicaSet'
      ? 'Its number of ready replicas is missing, and so is the owner of its ReplicaSet: there may be no kube_replicaset_owner.'
      : `Its number of ready replicas is missing: kube-state-metrics tells none of this ${kind}.`
  }
  return mapping.requestsInFlight === null
    ? 'Its number of requests in flight is missing: no metric of it was named.'
    : from(mapping.requestsInFlight)
}

/** A history that begins late or ends early, by more than a rate needs at its beginning. */
function spanSentences(workload: WorkloadHistory, { grid, mapping }: MissingContext): string[] {
  const spans = names.flatMap((name) => {
    const values = workload[name]
    const span = values === null ? null : knownSpan(values)
    return span === null ? [] : [span]
  })
  if (spans.length === 0) return []
  const first = Math.min(...spans.map((span) => span.first))
  const last = Math.max(...spans.map((span) => span.last))
  const asked = (grid.points - 1) * grid.stepSeconds
  const tolerated = Math.max(mapping.rateWindowSeconds, grid.stepSeconds)
  const sentences: string[] = []
  if (first * grid.stepSeconds > tolerated) {
    const known = (last - first) * grid.stepSeconds
    sentences.push(`Its history begins at ${moment(grid, first)}: ${partOf(known, asked)} asked for.`)
  }
  if ((grid.points - 1 - last) * grid.stepSeconds > tolerated)
    sentences.push(`Its history ends at ${moment(grid, last)}, before ${timeText(gridEndSeconds(grid))}.`)
  return sentences
}

function podSentences({ failures }: MissingContext): string[] {
  const reason = failures.get('podCores') ?? failures.get('podBytes')
  return reason === undefined ? [] : [`What each of its pods used could not be read: ${reason}.`]
}

function resourceSentences({ requests, limits }: WorkloadHistory, context: MissingContext): string[] {
  const { failures, withoutMemoryLimit } = context
  const figures = [
    ['coresRequest', requests.cores, 'CPU request'],
    ['memoryRequest', requests.memoryBytes, 'memory request'],
    ['coresLimit', limits.cores, 'CPU limit'],
    ['memoryLimit', limits.memoryBytes, 'memory limit'],
  ] as const
  const none = [requests, limits].every(({ cores, memoryBytes }) => cores === null && memoryBytes === null)
  const sentences = figures.flatMap(([name, value, subject]) => {
    const failure = failures.get(name)
    if (failure !== undefined) return [`Its ${subject} could not be read: ${failure}.`]
    return value === null && !none ? [`It has no ${subject}.`] : []
  })
  if (none && sentences.length === 0)
    sentences.push('Its requests and limits are missing: it sets none, or has no pod at the end of the time.')
  if (withoutMemoryLimit > 0 && limits.memoryBytes !== null)
    sentences.push(
      `${withoutMemoryLimit} of its containers have no memory limit: the limit of a pod counts only the others.`,
    )
  return sentences
}

function eventSentences({ counterResets }: WorkloadHistory, { failures }: MissingContext): string[] {
  const kills = failures.get('oomKills')
  const resets = failures.get('counterResets')
  const sentences = kills === undefined ? [] : [`Whether it ran out of memory could not be read: ${kills}.`]
  if (resets !== undefined) sentences.push(`Resets of its CPU counters could not be read: ${resets}.`)
  if (counterResets !== null && counterResets > 0) {
    const times = counterResets === 1 ? 'once' : `${counterResets} times`
    sentences.push(
      `Its CPU counters began anew ${times}: rates leave that out, and miss what was used meanwhile.`,
    )
  }
  return sentences
}

function knownSpan(values: Float64Array): { first: number; last: number; points: number } | null {
  const first = values.findIndex((value) => !Number.isNaN(value))
  if (first < 0) return null
  const last = values.findLastIndex((value) => !Number.isNaN(value))
  let points = 0
  for (const value of values) if (!Number.isNaN(value)) points++
  return { first, last, points }
}

function moment({ startSeconds, stepSeconds }: QueryGrid, index: number): string {
  return timeText(startSeconds + index * stepSeconds)
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Both in the unit that suits the longer one. */
function partOf(known: number, asked: number): string {
  const [unit, seconds, digits] = asked >= 7200 ? (['h', 3600, 1] as const) : (['min', 60, 0] as const)
  return `${(known / seconds).toFixed(digits)} ${unit} of the ${(asked / seconds).toFixed(digits)} ${unit}`
}
