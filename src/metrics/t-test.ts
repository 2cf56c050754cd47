import { assertValues } from './assert-values.ts'
import { mean, variance } from './mean.ts'
import { studentT, studentTail } from './student-t.ts'

/** A t test of two means: p is two-sided, the interval is that of the difference at 95 %. */
export interface TTest {
  t: number
  df: number
  p: number
  /** mean(a) - mean(b). */
  difference: number
  low: number
  high: number
}

/** Welch's t test of two independent samples, degrees of freedom by Welch and Satterthwaite. Throws OperatorError on fewer than 2 values in one. */
export function welchT(a: readonly number[], b: readonly number[]): TTest {
  for (const sample of [a, b]) assertValues(sample, "Welch's t test", 2)
  const fromA = variance(a) / a.length
  const fromB = variance(b) / b.length
  const squared = fromA + fromB
  const df = (squared * squared) / ((fromA * fromA) / (a.length - 1) + (fromB * fromB) / (b.length - 1))
  // Two samples without any spread have no degrees of freedom of their own.
  return tTest(mean(a) - mean(b), Math.sqrt(squared), squared === 0 ? a.length + b.length - 2 : df)
}

/** Student's t test of the differences a - b, pair by pair. Throws OperatorError on samples of different length, or fewer than 2 pairs. */
export function pairedT(a: readonly number[], b: readonly number[]): TTest {
  for (const sample of [a, b]) assertValues(sample, 'The paired t test', 2)
  assertValues(
    a.length === b.length ? a : [],
    `The paired t test of ${a.length} and ${b.length} values has no pairs: it`,
  )
  const differences = a.map((value, index) => value - (b[index] ?? Number.NaN))
  return tTest(mean(differences), Math.sqrt(variance(differences) / a.length), a.length - 1)
}

function tTest(difference: number, standardError: number, df: number): TTest {
  if (standardError === 0) {
    const t = difference === 0 ? 0 : difference > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
    return { t, df, p: difference === 0 ? 1 : 0, difference, low: difference, high: difference }
  }
  const t = difference / standardError
  const reach = studentT(0.975, df) * standardError
  return {
    t,
    df,
    p: Math.min(1, 2 * studentTail(Math.abs(t), df)),
    difference,
    low: difference - reach,
    high: difference + reach,
  }
}
