import { incompleteBetaInverse } from './incomplete-beta.ts'

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
 * `sides: 1` each end a bound of its own at `confidence`: 0 of 299 is at most 1 % at 95 %.
 */
export function clopperPearson(
  successes: number,
  trials: number,
  { confidence = 0.95, sides = 2 }: { confidence?: number; sides?: 1 | 2 } = {},
): { low: number; high: number } {
  const tail = (1 - confidence) / sides
  return {
    low: successes === 0 ? 0 : incompleteBetaInverse(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : incompleteBetaInverse(1 - tail, successes + 1, trials - successes),
  }
}
