import { assertSpan, assertValues, sorted } from './assert-values.ts'

/** The middle value, or the mean of the two middle ones. Throws OperatorError on no or non-finite values. */
export function median(values: readonly number[]): number {
  assertValues(values)
  return medianOfSorted(sorted(values))
}

/** The median of values in rising order. */
export function medianOfSorted(values: ArrayLike<number>): number {
  const half = values.length >> 1
  const upper = values[half] ?? Number.NaN
  return values.length % 2 === 1 ? upper : midpoint(values[half - 1] ?? Number.NaN, upper)
}

/** The mean of two numbers, also where their sum is more than a number can hold. */
export function midpoint(a: number, b: number): number {
  const total = a + b
  return Number.isFinite(total) ? total / 2 : a / 2 + b / 2
}

/** The median of the distances from the median, unscaled: times 1.4826 it estimates the standard deviation of normal values. */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  assertSpan(values, 'A median deviation')
  const centre = median(values)
  return median(values.map((value) => Math.abs(value - centre)))
}
