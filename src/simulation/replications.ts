import {
  addHistogram,
  type HdrHistogram,
  hdrHistogram,
  hdrQuantile,
  mean,
  standardDeviation,
  studentT,
} from '../metrics/index.ts'
import { type Failure, runSimulation, type SimulationCounts, type SimulationRun } from './engine/index.ts'
import type { SimulationModel } from './simulation-model.ts'

/** A figure of a model with the interval of its replications. */
export interface SimulationEstimate {
  value: number
  low: number
  high: number
}

/** How many replications, and how sure. */
export interface ReplicationOptions {
  /** The first run's; the others follow it. */
  seed: number
  /** Half of the interval of the mean response time, as a share of it. */
  precision: number
  /** Of all intervals, 0 to 1 (0.95). */
  level?: number
  leastRuns?: number
  mostRuns?: number
}

/** What a model does, over several runs. Times in seconds. */
export interface SimulationSummary {
  runs: number
  /** Whether the interval became as narrow as was asked for. */
  isPrecise: boolean
  level: number
  meanResponse: SimulationEstimate | null
  meanWait: SimulationEstimate | null
  /** Of all requests of all runs together, by p from 0 to 1; the interval is from the runs one by one. */
  responseAt(p: number): SimulationEstimate | null
  utilization: SimulationEstimate | null
  meanWaiting: SimulationEstimate
  meanInSystem: SimulationEstimate
  completedPerSecond: SimulationEstimate
  /** Of all requests that came. */
  gaveUpShare: SimulationEstimate
  /** Of all tries. */
  failedShare: Record<Failure, SimulationEstimate>
  /** Paid for at a time, in the mean. */
  instances: SimulationEstimate
  /** Of all runs together. */
  counts: SimulationCounts
  response: HdrHistogram
  events: number
  /** The first run, for what it was like over time. */
  first: SimulationRun
}

/**
 * Runs a model with one seed after the other until the interval of its mean response time is narrow enough. A percentile is that of all
 * requests together, and its interval comes from those of the runs: Asmussen and Glynn, Stochastic Simulation, 2007, III.5 (sectioning).
 */
export function replicate(
  model: SimulationModel,
  { seed, precision, level = 0.95, leastRuns = 5, mostRuns = 100 }: ReplicationOptions,
): SimulationSummary {
  const runs: SimulationRun[] = []
  let isPrecise = false
  while (runs.length < mostRuns && !isPrecise) {
    runs.push(runSimulation(model, seed + runs.length))
    if (runs.length >= leastRuns) isPrecise = isNarrow(estimateOf(runs, meanResponse, level), precision)
  }
  return summaryOf(runs, level, isPrecise)
}

const meanResponse = (run: SimulationRun): number | null => run.meanResponseSeconds

function isNarrow(estimate: SimulationEstimate | null, precision: number): boolean {
  return estimate !== null && (estimate.high - estimate.low) / 2 <= precision * estimate.value
}

/** What several runs of one model say together. */
export function summaryOf(
  runs: readonly SimulationRun[],
  level: number,
  isPrecise: boolean,
): SimulationSummary {
  const [first] = runs
  if (first === undefined) throw new Error('a summary is of one run at least')
  const response = hdrHistogram()
  for (const run of runs) addHistogram(response, run.response)
  const of = (figure: (run: SimulationRun) => number): SimulationEstimate =>
    estimateOf(runs, figure, level) ?? { value: 0, low: 0, high: 0 }
  const shareOf = (why: Failure): SimulationEstimate =>
    of(({ counts }) => ratio(counts.failed[why], counts.attempts))
  return {
    runs: runs.length,
    isPrecise,
    level,
    meanResponse: estimateOf(runs, meanResponse, level),
    meanWait: estimateOf(runs, (run) => run.meanWaitSeconds, level),
    responseAt(p) {
      const value = hdrQuantile(response, p)
      if (value === null) return null
      const each = runs.flatMap((run) => hdrQuantile(run.response, p) ?? [])
      const half = halfWidth(each, level)
      return { value: value / 1e6, low: Math.max(0, value - half) / 1e6, high: (value + half) / 1e6 }
    },
    utilization: estimateOf(runs, (run) => run.utilization, level),
    meanWaiting: of((run) => run.meanWaiting),
    meanInSystem: of((run) => run.meanInSystem),
    completedPerSecond: of(({ counts, measuredSeconds }) => counts.completed / measuredSeconds),
    gaveUpShare: of(({ counts }) => ratio(counts.gaveUp, counts.arrived)),
    failedShare: {
      refused: shareOf('refused'),
      timedOut: shareOf('timedOut'),
      lost: shareOf('lost'),
      unreachable: shareOf('unreachable'),
    },
    instances: of((run) => run.instanceSeconds / run.measuredSeconds),
    counts: totalOf(runs),
    response,
    events: runs.reduce((sum, run) => sum + run.events, 0),
    first,
  }
}

function estimateOf(
  runs: readonly SimulationRun[],
  figure: (run: SimulationRun) => number | null,
  level: number,
): SimulationEstimate | null {
  const values = runs.flatMap((run) => figure(run) ?? [])
  if (values.length === 0) return null
  const value = mean(values)
  const half = halfWidth(values, level)
  return { value, low: value - half, high: value + half }
}

function halfWidth(values: readonly number[], level: number): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY
  return (studentT((1 + level) / 2, values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length)
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function totalOf(runs: readonly SimulationRun[]): SimulationCounts {
  const sum = (figure: (counts: SimulationCounts) => number): number =>
    runs.reduce((total, { counts }) => total + figure(counts), 0)
  return {
    arrived: sum((counts) => counts.arrived),
    completed: sum((counts) => counts.completed),
    gaveUp: sum((counts) => counts.gaveUp),
    inFlightBefore: sum((counts) => counts.inFlightBefore),
    inFlight: sum((counts) => counts.inFlight),
    attempts: sum((counts) => counts.attempts),
    failed: {
      refused: sum(({ failed }) => failed.refused),
      timedOut: sum(({ failed }) => failed.timedOut),
      lost: sum(({ failed }) => failed.lost),
      unreachable: sum(({ failed }) => failed.unreachable),
    },
    retries: sum((counts) => counts.retries),
  }
}
