import { OperatorError } from '../core/index.ts'
import { assertSpan, assertValues } from './assert-values.ts'
import { mean, standardDeviation } from './mean.ts'
import { studentT, studentTail } from './student-t.ts'

/**
 * A t test of two means: p is two-sided, the interval is that of the difference at 95 %. Without any spread the answer is the
 * limit: of equal means t is 0 and p is 1, of others t is infinite, p is 0 and the interval is the difference itself.
 */
export interface TTest {
  t: number
  df: number
  p: number
  /** mean(a) - mean(b). */
  difference: number
  low: number
  high: number
}

/**
 * Welch's t test of two independent samples, t = (mean a - mean b) / sqrt(s_a^2 / n_a + s_b^2 / n_b), degrees of freedom by Welch and
 * Satterthwaite. Throws OperatorError on fewer than 2 values in one, and on non-finite ones. Welch 1947.
 */
export function welchT(a: readonly number[], b: readonly number[]): TTest {
  for (const sample of [a, b]) assertValues(sample, "Welch's t test", 2)
  assertSpan([...a, ...b], "Welch's t test")
  const fromA = standardDeviation(a) / Math.sqrt(a.length)
  const fromB = standardDeviation(b) / Math.sqrt(b.length)
  const error = Math.hypot(fromA, fromB)
  // Two samples without any spread have no degrees of freedom of their own.
  if (error === 0) return tTest(mean(a) - mean(b), 0, a.length + b.length - 2)
  const shareOfA = (fromA / error) * (fromA / error)
  const shareOfB = (fromB / error) * (fromB / error)
  const df = 1 / ((shareOfA * shareOfA) / (a.length - 1) + (shareOfB * shareOfB) / (b.length - 1))
  return tTest(mean(a) - mean(b), error, df)
}

/**
 * Student's t test of the differences a - b, pair by pair, t = mean d / (s_d / sqrt n). Throws OperatorError on samples of different
 * length, on fewer than 2 pairs, and on non-finite values. Student 1908.
 */
export function pairedT(a: readonly number[], b: readonly number[]): TTest {
  for (const sample of [a, b]) assertValues(sample, 'The paired t test', 2)
  assertSpan([...a, ...b], 'The paired t test')
  if (a.length !== b.length)
    throw new OperatorError({
      sentence: `The paired t test of ${a.length} and ${b.length} values has no pairs.`,
      hint: "Give as many values of each, in the same order, or take Welch's test.",
    })
  const differences = a.map((value, index) => value - (b[index] ?? Number.NaN))
  return tTest(mean(differences), standardDeviation(differences) / Math.sqrt(a.length), a.length - 1)
}

function tTest(difference: number, standardError: number, df: number): TTest {
  const t = difference === 0 ? 0 : difference / standardError
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
