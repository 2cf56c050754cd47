import { OperatorError } from '../core/index.ts'
import { assertSpan, sorted } from './assert-values.ts'
import { median, medianAbsoluteDeviation } from './median.ts'
import { quantileOfSorted } from './quantile.ts'

export interface MadOutlier {
  /** Where it stands in the input. */
  index: number
  value: number
  /** The modified z-score 0.6745 (x - median) / MAD. */
  score: number
  /** By hyperfine's rule: |x - median| / MAD > 14.826, ten standard deviations of normal values. */
  extreme: boolean
}

/**
 * Values whose modified z-score is beyond `threshold` (3.5), in input order. Where more than half of the values are equal the MAD is
 * 0, and every other value is an outlier: its score is that of a MAD in the last digit of the median, as in hyperfine, large but
 * finite. Throws OperatorError on no or non-finite values, and on a threshold that is not 0 or above. Iglewicz and Hoaglin 1993.
 */
export function madOutliers(
  values: readonly number[],
  { threshold = 3.5 }: { threshold?: number } = {},
): MadOutlier[] {
  assertSpan(values, 'The search for outliers')
  if (!(threshold >= 0))
    throw new OperatorError({
      sentence: `The threshold of outliers must be 0 or above, got ${threshold}.`,
      hint: 'Give for example 3.5.',
    })
  const centre = median(values)
  const spread = medianAbsoluteDeviation(values) || leastSpread(values, centre)
  return values.flatMap((value, index) => {
    const distance = Math.max(-farthest, Math.min(farthest, (value - centre) / spread))
    const score = 0.6745 * distance
    return Math.abs(score) > threshold ? [{ index, value, score, extreme: Math.abs(distance) > 14.826 }] : []
  })
}

/** No score is beyond it, whatever the units of the values. */
const farthest = 1e300

/** The last digit of the median, or where that is 0, of the value farthest from it; above 0 where any value is. */
function leastSpread(values: readonly number[], centre: number): number {
  const size = Math.abs(centre) || values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return Math.max(Number.MIN_VALUE, Number.EPSILON * size)
}

export interface TukeyOutlier {
  index: number
  value: number
  severity: 'mild' | 'severe'
  side: 'low' | 'high'
}

/** Values beyond 1.5 (mild) and 3 (severe) interquartile ranges from the quartiles, in input order. Throws OperatorError on no or non-finite values. Tukey 1977. */
export function tukeyOutliers(values: readonly number[]): TukeyOutlier[] {
  assertSpan(values, 'The search for outliers')
  const ordered = sorted(values)
  const lower = quantileOfSorted(ordered, 0.25)
  const upper = quantileOfSorted(ordered, 0.75)
  const range = upper - lower
  return values.flatMap((value, index) => {
    const distance = Math.max(lower - value, value - upper)
    if (!(distance > 1.5 * range)) return []
    const severity = distance > 3 * range ? 'severe' : 'mild'
    return [{ index, value, severity, side: value < lower ? 'low' : 'high' }]
  })
}
