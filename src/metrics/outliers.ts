import { assertValues, sorted } from './assert-values.ts'
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
 * 0, and every other value is an outlier. Throws OperatorError on no or non-finite values. Iglewicz and Hoaglin 1993.
 */
export function madOutliers(
  values: readonly number[],
  { threshold = 3.5 }: { threshold?: number } = {},
): MadOutlier[] {
  assertValues(values, 'The search for outliers')
  const centre = median(values)
  // As hyperfine does, so that a score stays finite.
  const spread = Math.max(
    medianAbsoluteDeviation(values),
    Number.EPSILON * Math.max(Math.abs(centre), Number.MIN_VALUE),
  )
  return values.flatMap((value, index) => {
    const distance = (value - centre) / spread
    const score = 0.6745 * distance
    return Math.abs(score) > threshold ? [{ index, value, score, extreme: Math.abs(distance) > 14.826 }] : []
  })
}

export interface TukeyOutlier {
  index: number
  value: number
  severity: 'mild' | 'severe'
  side: 'low' | 'high'
}

/** Values beyond 1.5 (mild) and 3 (severe) interquartile ranges from the quartiles, in input order. Tukey 1977. */
export function tukeyOutliers(values: readonly number[]): TukeyOutlier[] {
  assertValues(values, 'The search for outliers')
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
