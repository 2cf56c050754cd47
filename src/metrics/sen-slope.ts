import { assertBetween, assertSpan, assertValues, sorted } from './assert-values.ts'
import { medianOfSorted } from './median.ts'
import { normalQuantile } from './normal.ts'
import { kendallDeviation, mannKendall } from './trend.ts'

/** A slope per unit of `at`, with its interval, and the two-sided p of there being no trend. */
export interface SenSlope {
  slope: number
  low: number
  high: number
  p: number
}

/**
 * The slope of values at moments that need not be evenly apart, in rising order, and its interval: all pairs are computed, so a few
 * hundred points are enough. Throws OperatorError on fewer than 3 points, on non-finite ones, and where all moments are the same. Theil
 * 1950, Sen 1968; the interval as Gilbert 1987 (16.4.2) has it, rounded outwards.
 */
export function senSlope(points: readonly { at: number; value: number }[], confidence = 0.95): SenSlope {
  const values = points.map(({ value }) => value)
  assertSpan(values, 'A slope', 3)
  assertSpan(
    points.map(({ at }) => at),
    'A slope',
  )
  assertBetween(confidence, 0, 1, 'A confidence')
  const slopes = slopesOf(points)
  assertValues(slopes, 'A slope')
  const margin = normalQuantile((1 + confidence) / 2) * kendallDeviation(values)
  const below = Math.floor((slopes.length - margin) / 2) - 1
  const above = Math.ceil((slopes.length + margin) / 2)
  return {
    slope: medianOfSorted(slopes),
    low: slopes[Math.max(0, below)] ?? Number.NaN,
    high: slopes[Math.min(slopes.length - 1, above)] ?? Number.NaN,
    p: mannKendall(values).p,
  }
}

/** Of all pairs at different moments, rising. */
function slopesOf(points: readonly { at: number; value: number }[]): number[] {
  const slopes: number[] = []
  for (const [index, one] of points.entries()) {
    for (let later = index + 1; later < points.length; later++) {
      const other = points[later]
      if (other !== undefined && other.at !== one.at)
        slopes.push((other.value - one.value) / (other.at - one.at))
    }
  }
  return sorted(slopes)
}
