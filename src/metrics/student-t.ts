import { OperatorError } from '../core/index.ts'
import { logGamma } from './gamma.ts'
import { bisect, incompleteBeta } from './incomplete-beta.ts'

/** P(T > t) of Student's t with `df` degrees of freedom (any above 0), exact also far out. Abramowitz and Stegun 26.7.1. */
export function studentTail(t: number, df: number): number {
  if (t < 0) return 1 - studentTail(-t, df)
  const square = t * t
  if (square > 1e300) return farTail(t, df)
  return incompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square)) / 2
}

/** P(0 < T < t). */
function studentCentre(t: number, df: number): number {
  const square = t * t
  return incompleteBeta(square / (df + square), 0.5, df / 2, df / (df + square)) / 2
}

/** Where the square of t is more than a number can hold, the tail is its own first term. */
function farTail(t: number, df: number): number {
  const a = df / 2
  const logBeta = logGamma(a) + logGamma(0.5) - logGamma(a + 0.5)
  return Math.exp(a * (Math.log(df) - 2 * Math.log(t)) - logBeta - Math.log(df))
}

/** The t below which the share p (0 < p < 1) lies, with `df` degrees of freedom. Throws OperatorError on other arguments. */
export function studentT(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0) || !Number.isFinite(df))
    throw new OperatorError({
      sentence: `Student's t needs a share between 0 and 1 and degrees of freedom above 0, got ${p} and ${df}.`,
      hint: 'Give other values.',
    })
  if (p === 0.5) return 0
  return p < 0.5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df)
}

/** Far from the centre by the tail, near it by what lies between: each then keeps its digits. */
function upperQuantile(tail: number, df: number): number {
  const short =
    tail < 0.25
      ? (t: number): number => tail - studentTail(t, df)
      : (t: number): number => studentCentre(t, df) - (0.5 - tail)
  let high = 1
  while (short(high) < 0) {
    high *= 2
    if (high === Number.POSITIVE_INFINITY) throw tooFar(tail, df)
  }
  return bisect(short, 0, high)
}

function tooFar(tail: number, df: number): OperatorError {
  return new OperatorError({
    sentence: `Student's t with ${df} degrees of freedom and ${tail} beyond it is more than a number can hold.`,
    hint: 'Give more degrees of freedom, or a larger share.',
  })
}
