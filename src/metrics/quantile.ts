import { OperatorError } from '../core/index.ts'
import { assertValues, sorted } from './assert-values.ts'

/**
 * The p-quantile (p from 0 to 1): `interpolated` is R's type 7, between the order statistics beside (n - 1)p; `nearest-rank` is R's
 * type 1, the smallest value that at least the share p of all does not exceed. Throws OperatorError on other p, and on no or
 * non-finite values. Hyndman and Fan 1996.
 */
export function quantile(
  values: readonly number[],
  p: number,
  method: 'interpolated' | 'nearest-rank' = 'interpolated',
): number {
  assertValues(values)
  if (!(p >= 0 && p <= 1))
    throw new OperatorError({
      sentence: `A quantile needs a share from 0 to 1, got ${p}.`,
      hint: 'Write 0.95 for the 95th percentile.',
    })
  return quantileOfSorted(sorted(values), p, method)
}

/** The same of values in rising order, unchecked. */
export function quantileOfSorted(
  values: readonly number[],
  p: number,
  method: 'interpolated' | 'nearest-rank' = 'interpolated',
): number {
  const last = values.length - 1
  if (method === 'nearest-rank') {
    // R allows for rounding of n p: 0.07 of 100 values is the seventh, although 0.07 x 100 is a hair more than 7.
    const position = values.length * p
    const whole = Math.floor(position + 4 * Number.EPSILON * position)
    const rank = position - whole > 4 * Number.EPSILON * position ? whole + 1 : whole
    return values[Math.min(last, Math.max(0, rank - 1))] ?? Number.NaN
  }
  const position = last * p
  const below = Math.floor(position + 4 * Number.EPSILON)
  const share = position - below
  const low = values[below] ?? Number.NaN
  if (Math.abs(share) < 1e-12 || below >= last) return low
  const high = values[below + 1] ?? Number.NaN
  const distance = high - low
  return Number.isFinite(distance) ? low + share * distance : low * (1 - share) + high * share
}
