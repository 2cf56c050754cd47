import {
  addHistogram,
  type HdrHistogram,
  hdrHistogram,
  hdrQuantile,
  mean,
  standardDeviation,
  studentT,
} from '../metrics/index.ts'

/** A figure of a model with the interval of its replications. */
export interface SimulationEstimate {
  value: number
  low: number
  high: number
}

/** The mean of a figure over runs, at a level from 0 to 1; null where no run has it, without end in width of a single one. */
export function estimateOf<T>(
  runs: readonly T[],
  figure: (run: T) => number | null,
  level: number,
): SimulationEstimate | null {
  const values = runs.flatMap((run) => figure(run) ?? [])
  if (values.length === 0) return null
  const value = mean(values)
  const half = halfWidth(values, level)
  return { value, low: value - half, high: value + half }
}

/** A percentile in seconds, by p from 0 to 1, of all that histograms in microseconds hold together; its interval comes from them one by one. */
export function percentileOf(
  each: readonly HdrHistogram[],
  together: HdrHistogram,
  p: number,
  level: number,
): SimulationEstimate | null {
  const value = hdrQuantile(together, p)
  if (value === null) return null
  const half = halfWidth(
    each.flatMap((one) => hdrQuantile(one, p) ?? []),
    level,
  )
  return { value: value / 1e6, low: Math.max(0, value - half) / 1e6, high: (value + half) / 1e6 }
}

/** What histograms of the same settings hold together; an empty one where there is none. */
export function joinedHistogram(each: readonly HdrHistogram[]): HdrHistogram {
  const joined = hdrHistogram(each[0])
  for (const one of each) addHistogram(joined, one)
  return joined
}

/** Whether half of the interval is at most so large a share of the value. */
export function isNarrow(estimate: SimulationEstimate | null, precision: number): boolean {
  return estimate !== null && (estimate.high - estimate.low) / 2 <= precision * estimate.value
}

/** 0 of nothing. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function halfWidth(values: readonly number[], level: number): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY
  return (studentT((1 + level) / 2, values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length)
}
