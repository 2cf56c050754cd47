import type { RangeResult } from './grid-fill.ts'
import type { PrometheusQuery, Queried } from './prometheus-query.ts'
import { gridEndSeconds, gridOver, type QueryGrid } from './query-grid.ts'
import type { InstantResult, SeriesLabels } from './query-values.ts'
import type { HistorySeries, PodHistory, WorkloadHistory, WorkloadsRead } from './workload-history.ts'
import type { WorkloadMapping } from './workload-mapping.ts'
import { type Failures, missingSentences } from './workload-missing.ts'
import { type WorkloadQueries, workloadQueries } from './workload-queries.ts'

/** Which workloads, and when: seconds since 1970, both ends included. */
export interface WorkloadsAsked {
  namespaces: readonly string[]
  startSeconds: number
  endSeconds: number
  stepSeconds: number
  /** Whether each pod is asked for as well. */
  byPod?: boolean
}

/** As long as a block of Prometheus: a reset between two windows is not seen, and with long ones that is rare. */
const resetWindowSeconds = 7200

/**
 * What all workloads of some namespaces used over a time, on one even grid, and what is missing of it. A query that fails leaves out what
 * it asked for, and the workloads say so; only where all fail, or the time has no point of the grid, there is no result. Throws
 * OperatorError where the mapping has a name that PromQL does not take.
 */
export async function readWorkloads(
  client: PrometheusQuery,
  mapping: WorkloadMapping,
  asked: WorkloadsAsked,
): Promise<Queried<WorkloadsRead>> {
  const grid = gridOver(asked.startSeconds, asked.endSeconds, asked.stepSeconds)
  if (grid.points === 0) return { ok: false, reason: 'the time asked for is shorter than a step' }
  const windows = {
    stepSeconds: grid.stepSeconds,
    resetWindowSeconds: Math.max(resetWindowSeconds, grid.stepSeconds),
  }
  const queriesOf = workloadQueries(mapping, windows)
  const resetGrid = gridOver(
    grid.startSeconds + 0.001,
    gridEndSeconds(grid) + windows.resetWindowSeconds - 0.001,
    windows.resetWindowSeconds,
  )
  const warnings = new Set<string>()
  const spaces = await Promise.all(
    [...new Set(asked.namespaces)].map(async (namespace) => {
      const answers = await ask(client, queriesOf(namespace), [grid, resetGrid], asked.byPod === true)
      return assembled(namespace, answers, mapping, grid, warnings)
    }),
  )
  const reason = spaces.find(({ allFailed }) => allFailed !== null)?.allFailed
  if (typeof reason === 'string' && spaces.every(({ allFailed }) => allFailed !== null))
    return { ok: false, reason }
  return {
    ok: true,
    value: {
      grid,
      workloads: spaces.flatMap(({ workloads }) => workloads).sort(inOrder),
      faults: spaces.flatMap(({ faults }) => faults),
      warnings: [...warnings],
      clockSkewSeconds: client.clockSkewSeconds(),
    },
  }
}

const series: readonly HistorySeries[] = [
  'cores',
  'fullestPodBytes',
  'throttledShare',
  'readyReplicas',
  'requestsInFlight',
]
const podSeries = [
  ['podCores', 'cores'],
  ['podBytes', 'memoryBytes'],
] as const
const figures = [
  ['coresRequest', 'requests', 'cores'],
  ['coresLimit', 'limits', 'cores'],
  ['memoryRequest', 'requests', 'memoryBytes'],
  ['memoryLimit', 'limits', 'memoryBytes'],
] as const

interface Answers {
  ranges: Map<keyof WorkloadQueries, Queried<RangeResult>>
  instants: Map<keyof WorkloadQueries, Queried<InstantResult>>
}

async function ask(
  client: PrometheusQuery,
  queries: WorkloadQueries,
  [grid, resetGrid]: readonly [QueryGrid, QueryGrid],
  byPod: boolean,
): Promise<Answers> {
  const answers: Answers = { ranges: new Map(), instants: new Map() }
  const end = gridEndSeconds(grid)
  const range = async (name: keyof WorkloadQueries, over = grid) => {
    const query = queries[name]
    if (query !== null) answers.ranges.set(name, await client.range(query, over))
  }
  const instant = async (name: keyof WorkloadQueries) => {
    const query = queries[name]
    if (query !== null) answers.instants.set(name, await client.instant(query, end))
  }
  await Promise.all([
    ...series.map((name) => range(name)),
    ...(byPod ? podSeries.map(([name]) => range(name)) : []),
    range('oomKills'),
    range('counterResets', resetGrid),
    ...figures.map(([name]) => instant(name)),
    instant('withoutMemoryLimit'),
  ])
  return answers
}

interface Space {
  workloads: WorkloadHistory[]
  faults: string[]
  /** The first reason, where no query of the namespace went well. */
  allFailed: string | null
}

function assembled(
  namespace: string,
  { ranges, instants }: Answers,
  mapping: WorkloadMapping,
  grid: QueryGrid,
  warnings: Set<string>,
): Space {
  const known = new Map<string, WorkloadHistory>()
  const failures: Failures = new Map()
  const of = (labels: SeriesLabels): WorkloadHistory => workloadIn(known, namespace, labels)
  const readOf = <T extends { warnings: string[] }>(
    name: keyof WorkloadQueries,
    answer: Queried<T> | undefined,
  ) => {
    if (answer === undefined) return null
    if (!answer.ok) {
      failures.set(name, answer.reason)
      return null
    }
    for (const warning of answer.value.warnings) warnings.add(warning)
    return answer.value
  }
  for (const name of series)
    for (const one of readOf(name, ranges.get(name))?.series ?? []) of(one.labels)[name] = one.values
  const pods = new Map<string, PodHistory>()
  for (const [name, field] of podSeries)
    for (const { labels, values } of readOf(name, ranges.get(name))?.series ?? [])
      podIn(pods, of(labels), labels['pod'] ?? '')[field] = values
  for (const one of readOf('oomKills', ranges.get('oomKills'))?.series ?? []) {
    for (const [index, limit] of one.values.entries()) {
      if (Number.isNaN(limit)) continue
      const atSeconds = momentOf(grid, index)
      of(one.labels).oomKills.push({ atSeconds, limitBytes: limit > 0 ? limit : null })
    }
  }
  const resets = readOf('counterResets', ranges.get('counterResets'))
  for (const one of resets?.series ?? [])
    of(one.labels).counterResets = one.values.reduce(
      (sum, count) => sum + (Number.isNaN(count) ? 0 : count),
      0,
    )
  const vector = (name: keyof WorkloadQueries) => {
    const value = readOf(name, instants.get(name))
    return value?.samples ?? []
  }
  for (const [name, field, unit] of figures)
    for (const { labels, value } of vector(name))
      of(labels)[field][unit] = Number.isFinite(value) ? value : null
  const withoutLimit = new Map(vector('withoutMemoryLimit').map(({ labels, value }) => [of(labels), value]))
  const workloads = [...known.values()]
  for (const workload of workloads) {
    workload.oomKills.sort((a, b) => a.atSeconds - b.atSeconds)
    workload.missing = missingSentences(workload, {
      grid,
      mapping,
      failures,
      withoutMemoryLimit: withoutLimit.get(workload) ?? 0,
    })
  }
  const asked = ranges.size + instants.size
  return {
    workloads,
    faults: faultsOf(namespace, failures, workloads.length),
    allFailed: failures.size === asked ? ([...failures.values()][0] ?? null) : null,
  }
}

function workloadIn(
  known: Map<string, WorkloadHistory>,
  namespace: string,
  labels: SeriesLabels,
): WorkloadHistory {
  const { workload: name = '', kind = '' } = labels
  const key = `${kind}/${name}`
  const before = known.get(key)
  if (before !== undefined) return before
  const fresh: WorkloadHistory = {
    namespace,
    kind,
    name,
    cores: null,
    fullestPodBytes: null,
    throttledShare: null,
    readyReplicas: null,
    requestsInFlight: null,
    pods: [],
    requests: { cores: null, memoryBytes: null },
    limits: { cores: null, memoryBytes: null },
    oomKills: [],
    counterResets: null,
    missing: [],
  }
  known.set(key, fresh)
  return fresh
}

function podIn(known: Map<string, PodHistory>, workload: WorkloadHistory, name: string): PodHistory {
  // A name may have been that of another workload's pod before.
  const key = `${workload.kind}/${workload.name}/${name}`
  const before = known.get(key)
  if (before !== undefined) return before
  const fresh: PodHistory = { name, cores: null, memoryBytes: null }
  known.set(key, fresh)
  workload.pods.push(fresh)
  return fresh
}

function faultsOf(namespace: string, failures: Failures, workloads: number): string[] {
  const failed = [...failures].map(([name, reason]) => `Namespace ${namespace}, ${name}: ${reason}.`)
  if (workloads > 0 || failed.length > 0) return failed
  return [
    `Namespace ${namespace} has no workload in this time: its name, the selectors or the names of the labels may be wrong.`,
  ]
}

function momentOf({ startSeconds, stepSeconds }: QueryGrid, index: number): number {
  return (Math.round(startSeconds * 1000) + index * Math.round(stepSeconds * 1000)) / 1000
}

function inOrder(a: WorkloadHistory, b: WorkloadHistory): number {
  const [left, right] = [a, b].map(({ namespace, kind, name }) => `${namespace}\n${kind}\n${name}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}
