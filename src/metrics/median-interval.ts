import { assertBetween, assertValues, sorted } from './assert-values.ts'
import { fairCoinCdf } from './binomial.ts'
import { medianOfSorted } from './median.ts'

export interface MedianInterval {
  median: number
  low: number
  high: number
  /** Which order statistics the ends are, from 1. */
  lowOrder: number
  highOrder: number
  /** The confidence that the interval really has. */
  confidence: number
}

/**
 * The median and an exact interval between two order statistics, whatever the distribution: the narrowest symmetric one with at
 * least `confidence`. Fewer values than that takes (6 at 95 %, 8 at 99 %) give smallest to largest, with the confidence that
 * this has. Throws OperatorError on no or non-finite values. Conover 3.2.
 */
export function medianInterval(values: readonly number[], confidence = 0.95): MedianInterval {
  assertValues(values, 'The interval of a median')
  assertBetween(confidence, 0, 1, 'A confidence')
  const ordered = sorted(values)
  const n = ordered.length
  const cdf = fairCoinCdf(n)
  const attained = (order: number): number => Math.max(0, 1 - 2 * (cdf[order - 1] ?? 0))
  let order = 1
  while (order + 1 <= n - order && attained(order + 1) >= confidence - 1e-12) order++
  return {
    median: medianOfSorted(ordered),
    low: ordered[order - 1] ?? Number.NaN,
    high: ordered[n - order] ?? Number.NaN,
    lowOrder: order,
    highOrder: n - order + 1,
    confidence: attained(order),
  }
}
