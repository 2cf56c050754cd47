import { assertValues } from './assert-values.ts'
import { normalTail } from './normal.ts'
import { midRanks } from './ranks.ts'
import { autocorrelation } from './trend.ts'

/**
 * Whether values resemble those before them: the lag-1 autocorrelation of their ranks, -1 to 1, and the one-sided p that it is
 * no more than chance, by the exact mean and variance over all orders and a normal tail. Outliers do not bend it. p is 1 where
 * all values are equal or there are fewer than four. Throws OperatorError on no or non-finite values. Dufour and Roy 1986.
 */
export function serialCorrelation(values: readonly number[]): { r: number; p: number } {
  assertValues(values, 'The serial correlation')
  const n = values.length
  const r = autocorrelation(midRanks(values).ranks)
  if (n < 4 || r === 0) return { r, p: 1 }
  return { r, p: normalTail((r + 1 / n) / Math.sqrt(variance(n))) }
}

function variance(n: number): number {
  return (
    (5 * n * n * n * n - 14 * n * n * n - 9 * n * n + 26 * n + 16) / (5 * (n - 1) * (n - 1) * n * n * (n + 1))
  )
}
