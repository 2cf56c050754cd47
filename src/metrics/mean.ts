import { assertSpan, assertValues } from './assert-values.ts'

/** The arithmetic mean. Throws OperatorError on no or non-finite values. */
export function mean(values: readonly number[]): number {
  assertValues(values)
  const total = sum(values)
  return Number.isFinite(total) ? total / values.length : sum(values.map((value) => value / values.length))
}

/** The sample standard deviation (n - 1); 0 for a single value. Throws OperatorError on no or non-finite values, and on some 1e299 apart. */
export function standardDeviation(values: readonly number[]): number {
  assertSpan(values, 'A standard deviation')
  const centre = mean(values)
  const distances = values.map((value) => Math.abs(value - centre))
  // Squares of very large and very small numbers are no numbers: each is measured by the largest.
  const largest = distances.reduce((most, distance) => Math.max(most, distance), 0)
  if (largest === 0) return 0
  const squares = sum(distances.map((distance) => (distance / largest) * (distance / largest)))
  return largest * Math.sqrt(squares / (values.length - 1))
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
