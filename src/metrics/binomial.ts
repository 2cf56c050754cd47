import { assertBetween, assertWhole } from './assert-values.ts'
import { bisect, incompleteBeta } from './incomplete-beta.ts'

/** P(X <= k) for k = 0 ... n of a binomial with share 1/2, summed from exact terms. */
export function fairCoinCdf(n: number): Float64Array {
  const cdf = new Float64Array(n + 1)
  // Terms are scaled to the largest, so that thousands of throws do not underflow.
  const terms = new Float64Array(n + 1)
  const middle = n >> 1
  terms[middle] = 1
  for (let k = middle; k < n; k++) terms[k + 1] = ((terms[k] ?? 0) * (n - k)) / (k + 1)
  for (let k = middle; k > 0; k--) terms[k - 1] = ((terms[k] ?? 0) * k) / (n - k + 1)
  let total = 0
  for (let k = 0; k <= n; k++) {
    total += terms[k] ?? 0
    cdf[k] = total
  }
  for (let k = 0; k <= n; k++) cdf[k] = (cdf[k] ?? 0) / total
  return cdf
}

/**
 * The exact interval of a share after `successes` of `trials` (Clopper and Pearson 1934): two-sided at `confidence`, or with
 * `sides: 1` each end a bound of its own at `confidence`: 0 of 299 is at most 1 % at 95 %. Throws OperatorError unless trials and
 * successes are whole numbers with 0 <= successes <= trials, trials from 1 to a million million, and 0 < confidence < 1.
 */
export function clopperPearson(
  successes: number,
  trials: number,
  { confidence = 0.95, sides = 2 }: { confidence?: number; sides?: 1 | 2 } = {},
): { low: number; high: number } {
  assertWhole(trials, 1, 1e12, 'The number of trials')
  assertWhole(successes, 0, trials, 'The number of successes')
  assertBetween(confidence, 0, 1, 'A confidence')
  assertWhole(sides, 1, 2, 'The sides of an interval')
  const tail = (1 - confidence) / sides
  return {
    low:
      successes === 0 ? 0 : bisect((x) => incompleteBeta(x, successes, trials - successes + 1) - tail, 0, 1),
    high:
      successes === trials
        ? 1
        : bisect((x) => tail - incompleteBeta(1 - x, trials - successes, successes + 1, x), 0, 1),
  }
}
