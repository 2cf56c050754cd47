import type { HdrHistogram } from '../metrics/index.ts'
import type { Failure, SimulationCounts, SimulationRun } from './engine/index.ts'
import { estimateOf, joinedHistogram, percentileOf, ratio, type SimulationEstimate } from './estimates.ts'
import { type ScansSummary, scansSummary } from './scans-summary.ts'

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
  /** Of all requests that came, those that missed the `slo`; 0 where the model has none. */
  missedShare: SimulationEstimate
  /** How many more are in the system at the end than when the count began, of all that came: a queue that grows for ever, where it is not 0. */
  growth: SimulationEstimate
  /** Of all tries. */
  failedShare: Record<Failure, SimulationEstimate>
  /** Paid for at a time, in the mean. */
  instances: SimulationEstimate
  /** Null where the model has none. */
  scans: ScansSummary | null
  /** Of all runs together. */
  counts: SimulationCounts
  response: HdrHistogram
  events: number
  /** The first run, for what it was like over time. */
  first: SimulationRun
}

/** What several runs of one model say together. */
export function summaryOf(
  runs: readonly SimulationRun[],
  level: number,
  isPrecise: boolean,
): SimulationSummary {
  const [first] = runs
  if (first === undefined) throw new Error('a summary is of one run at least')
  const responses = runs.map((run) => run.response)
  const response = joinedHistogram(responses)
  const of = (figure: (run: SimulationRun) => number): SimulationEstimate =>
    estimateOf(runs, figure, level) ?? { value: 0, low: 0, high: 0 }
  const shareOf = (why: Failure): SimulationEstimate =>
    of(({ counts }) => ratio(counts.failed[why], counts.attempts))
  return {
    runs: runs.length,
    isPrecise,
    level,
    meanResponse: estimateOf(runs, (run) => run.meanResponseSeconds, level),
    meanWait: estimateOf(runs, (run) => run.meanWaitSeconds, level),
    responseAt: (p) => percentileOf(responses, response, p, level),
    utilization: estimateOf(runs, (run) => run.utilization, level),
    meanWaiting: of((run) => run.meanWaiting),
    meanInSystem: of((run) => run.meanInSystem),
    completedPerSecond: of(({ counts, measuredSeconds }) => counts.completed / measuredSeconds),
    gaveUpShare: of(({ counts }) => ratio(counts.gaveUp, counts.arrived)),
    missedShare: of(({ counts }) => ratio(counts.missed, counts.arrived)),
    growth: of(({ counts }) => ratio(counts.inFlight - counts.inFlightBefore, counts.arrived)),
    failedShare: {
      refused: shareOf('refused'),
      timedOut: shareOf('timedOut'),
      lost: shareOf('lost'),
      unreachable: shareOf('unreachable'),
    },
    instances: of((run) => run.instanceSeconds / run.measuredSeconds),
    scans: scansSummary(runs, level),
    counts: totalOf(runs),
    response,
    events: runs.reduce((sum, run) => sum + run.events, 0),
    first,
  }
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
    missed: sum((counts) => counts.missed),
  }
}
