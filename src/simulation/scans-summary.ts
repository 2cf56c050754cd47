import type { ScanCounts, SimulationRun, SimulationScans } from './engine/index.ts'
import { estimateOf, joinedHistogram, percentileOf, ratio, type SimulationEstimate } from './estimates.ts'

/** What became of the jobs that requests left, over several runs. Times in seconds. */
export interface ScansSummary {
  meanWait: SimulationEstimate | null
  meanTotal: SimulationEstimate | null
  /** Of all jobs of all runs together, by p from 0 to 1; the interval is from the runs one by one. */
  waitAt(p: number): SimulationEstimate | null
  totalAt(p: number): SimulationEstimate | null
  meanBacklog: SimulationEstimate
  /** Of any run. */
  largestBacklog: number
  /** Of the jobs that waited at the end of a run; null where none did in any. */
  oldest: SimulationEstimate | null
  utilization: SimulationEstimate | null
  donePerSecond: SimulationEstimate
  /** Of all jobs that were to be queued. */
  refusedShare: SimulationEstimate
  /** Of all runs together. */
  counts: ScanCounts
}

/** What the runs of one model say together of their jobs; null where they have none. */
export function scansSummary(runs: readonly SimulationRun[], level: number): ScansSummary | null {
  const measured = runs.flatMap(({ scans, measuredSeconds }) =>
    scans === null ? [] : [{ ...scans, measuredSeconds }],
  )
  if (measured.length === 0) return null
  const waits = measured.map(({ wait }) => wait)
  const totals = measured.map(({ total }) => total)
  const [wait, total] = [joinedHistogram(waits), joinedHistogram(totals)]
  const maybe = (figure: (run: (typeof measured)[number]) => number | null): SimulationEstimate | null =>
    estimateOf(measured, figure, level)
  const of = (figure: (run: (typeof measured)[number]) => number): SimulationEstimate =>
    maybe(figure) ?? { value: 0, low: 0, high: 0 }
  return {
    meanWait: maybe((run) => run.meanWaitSeconds),
    meanTotal: maybe((run) => run.meanTotalSeconds),
    waitAt: (p) => percentileOf(waits, wait, p, level),
    totalAt: (p) => percentileOf(totals, total, p, level),
    meanBacklog: of((run) => run.meanBacklog),
    largestBacklog: Math.max(...measured.map((run) => run.largestBacklog)),
    oldest: maybe((run) => run.oldestSeconds),
    utilization: maybe((run) => run.utilization),
    donePerSecond: of(({ counts, measuredSeconds }) => counts.done / measuredSeconds),
    refusedShare: of(({ counts }) => ratio(counts.refused, counts.queued + counts.refused)),
    counts: totalOf(measured),
  }
}

function totalOf(measured: readonly SimulationScans[]): ScanCounts {
  const sum = (figure: (counts: ScanCounts) => number): number =>
    measured.reduce((total, { counts }) => total + figure(counts), 0)
  return {
    queuedBefore: sum((counts) => counts.queuedBefore),
    queued: sum((counts) => counts.queued),
    done: sum((counts) => counts.done),
    refused: sum((counts) => counts.refused),
    redelivered: sum((counts) => counts.redelivered),
    waiting: sum((counts) => counts.waiting),
    running: sum((counts) => counts.running),
  }
}
