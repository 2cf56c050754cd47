import { assertValues } from './assert-values.ts'

/** The arithmetic mean. Throws OperatorError on no or non-finite values. */
export function mean(values: readonly number[]): number {
  assertValues(values)
  return sum(values) / values.length
}

/** The sample standard deviation (n - 1); 0 for a single value. Throws OperatorError on no or non-finite values. */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values))
}

/** The sample variance (n - 1), of the differences from the mean; 0 for a single value. */
export function variance(values: readonly number[]): number {
  if (values.length === 1) assertValues(values)
  if (values.length === 1) return 0
  const centre = mean(values)
  return sum(values.map((value) => (value - centre) * (value - centre))) / (values.length - 1)
}

/** Neumaier's compensated sum, exact to the last bits also where large and small values mix. */
export function sum(values: readonly number[]): number {
  let total = 0
  let lost = 0
  for (const value of values) {
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}
