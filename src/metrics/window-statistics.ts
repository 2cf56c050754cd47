import { sorted } from './assert-values.ts'
import { quantileOfSorted } from './quantile.ts'

/** What the LEWIS guide's `get_metric_stats` says of the values of a window. */
export type GuideStats = { count: 0 } | { count: number; min: number; max: number; avg: number; sum: number }

/** The percentiles of a window, R's type 7. */
export interface WindowPercentiles {
  p50: number
  p95: number
  p99: number
}

/**
 * The guide's statistics of the values that `each` hands over in stretches: added up in that order without compensation, as Python
 * did when the guide was written, so that they agree to the last bit.
 */
export function windowStats(each: (take: (values: Float64Array) => void) => void): GuideStats {
  const tally = { count: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, sum: 0 }
  each((values) => addTo(tally, values))
  const { count, min, max, sum } = tally
  return count === 0 ? { count: 0 } : { count, min, max, avg: sum / count, sum }
}

/** In variables of its own: each step of a sum that a closure holds would make an object. */
function addTo(tally: { count: number; min: number; max: number; sum: number }, values: Float64Array): void {
  let { min, max, sum } = tally
  // By index: an iterator takes five times as long.
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0
    if (value < min) min = value
    if (value > max) max = value
    sum += value
  }
  tally.count += values.length
  tally.min = min
  tally.max = max
  tally.sum = sum
}

/** The percentiles of at least one value, in any order; interpolated as `quantile` does. */
export function windowPercentiles(values: readonly number[]): WindowPercentiles {
  const rising = sorted(values)
  return {
    p50: quantileOfSorted(rising, 0.5),
    p95: quantileOfSorted(rising, 0.95),
    p99: quantileOfSorted(rising, 0.99),
  }
}
