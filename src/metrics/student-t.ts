import { OperatorError } from '../core/index.ts'
import { bisect, incompleteBeta } from './incomplete-beta.ts'

/** P(T > t) of Student's t with `df` degrees of freedom (any above 0), exact also far out. Abramowitz and Stegun 26.7.1. */
export function studentTail(t: number, df: number): number {
  const half = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2
  return t >= 0 ? half : 1 - half
}

/** The t below which the share p (0 < p < 1) lies, with `df` degrees of freedom. Throws OperatorError on other arguments. */
export function studentT(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0) || !Number.isFinite(df))
    throw new OperatorError({
      sentence: `Student's t needs a share between 0 and 1 and degrees of freedom above 0, got ${p} and ${df}.`,
      hint: 'Give other values.',
    })
  if (p === 0.5) return 0
  if (p < 0.5) return -upperQuantile(p, df)
  return upperQuantile(1 - p, df)
}

function upperQuantile(tail: number, df: number): number {
  let high = 1
  while (studentTail(high, df) > tail && high < 1e300) high *= 2
  return bisect((t) => tail - studentTail(t, df), 0, high)
}
