import { OperatorError } from '../core/index.ts'

/** P(Z <= z) of the standard normal distribution, to about 1e-15, in the tails relative to itself. Throws OperatorError on NaN. */
export function normalCdf(z: number): number {
  assertScore(z)
  return z < 0 ? upperTail(-z) : 1 - upperTail(z)
}

/** P(Z > z), exact also far out. Throws OperatorError on NaN. */
export function normalTail(z: number): number {
  assertScore(z)
  return z < 0 ? 1 - upperTail(-z) : upperTail(z)
}

function assertScore(z: number): void {
  if (!Number.isNaN(z)) return
  throw new OperatorError({
    sentence: 'The normal distribution has no share beyond NaN.',
    hint: 'Give a number of standard deviations.',
  })
}

function upperTail(z: number): number {
  if (z > 38.6) return 0
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  return z < 3 ? 0.5 - density * series(z) : density * millsRatio(z)
}

/** Abramowitz and Stegun 26.2.11: z + z^3/3 + z^5/(3 x 5) + ... */
function series(z: number): number {
  let term = z
  let total = z
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(total); odd += 2) {
    term *= (z * z) / odd
    total += term
    if (total === 0) break
  }
  return total
}

/** Abramowitz and Stegun 26.2.14, a continued fraction read from its end. */
function millsRatio(z: number): number {
  let value = z
  for (let k = 200; k >= 1; k--) value = z + k / value
  return 1 / value
}

/** The z below which the share p of a standard normal distribution lies. Throws OperatorError unless 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    throw new OperatorError({
      sentence: `A quantile of the normal distribution needs a share between 0 and 1, got ${p}.`,
      hint: 'Give another share.',
    })
  if (p > 0.5) return -lowerQuantile(1 - p)
  return lowerQuantile(p)
}

/** Acklam's rational start, then two of Halley's steps. */
function lowerQuantile(p: number): number {
  if (p === 0.5) return 0
  let z = startingPoint(p)
  for (let step = 0; step < 3; step++) {
    const error = normalCdf(z) - p
    const slope = (error * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2)
    z -= slope / (1 + (z * slope) / 2)
  }
  return z
}

function startingPoint(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    )
  }
  const q = p - 0.5
  const r = q * q
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  )
}
