import { tailQuantile } from '../../../src/capacity/queues/tail-quantile.ts'

/** Percentiles of the response time of one server with Poisson arrivals and a constant service time of 1. Erlang 1909; Iversen and Staalhagen 1999. */
export function constantServiceResponse(rate: number): (p: number) => number {
  const waitTail = (t: number): number => {
    let sum = 0
    for (let k = 0; k <= t; k++) {
      const power = rate * (k - t)
      let term = Math.exp(-power)
      for (let factor = 1; factor <= k; factor++) term *= power / factor
      sum += term
    }
    return 1 - (1 - rate) * sum
  }
  return (p) => 1 + tailQuantile(waitTail, p, 1)
}

/** A service time that is one of two exponential ones. */
export interface TwoBranches {
  share: number
  shortSeconds: number
  longSeconds: number
}

/** With balanced means: each branch has half of the work. */
export function balancedBranches(meanSeconds: number, scv: number): TwoBranches {
  const share = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2
  return { share, shortSeconds: meanSeconds / (2 * share), longSeconds: meanSeconds / (2 * (1 - share)) }
}

/**
 * Percentiles of the response time of one server with Poisson arrivals and such a service time. Its transform (1 - rho) s B(s) / (s - lambda +
 * lambda B(s)) (Pollaczek and Khinchine) is a sum of two exponential ones at the roots of its denominator.
 */
export function twoBranchResponse(
  rate: number,
  { share, shortSeconds, longSeconds }: TwoBranches,
): (p: number) => number {
  const [a, b] = [1 / shortSeconds, 1 / longSeconds]
  const mixed = share * a + (1 - share) * b
  const idle = 1 - rate * (share / a + (1 - share) / b)
  const half = (a + b - rate) / 2
  const root = Math.sqrt(half * half - (a * b - rate * (a + b) + rate * mixed))
  const [slow, fast] = [half - root, half + root]
  const weight = (own: number, other: number): number => (idle * (a * b - mixed * own)) / (other - own) / own
  const tail = (t: number): number =>
    weight(slow, fast) * Math.exp(-slow * t) + weight(fast, slow) * Math.exp(-fast * t)
  return (p) => tailQuantile(tail, p, longSeconds)
}

/** Mean and percentiles of the response time, in mean service times, of who finds k before it with the share found[k] and is served in turn, exponentially. */
export function responseAfter(found: readonly number[]): { mean: number; at(p: number): number } {
  const tail = (t: number): number => {
    let ends = 0
    let term = Math.exp(-t)
    let sum = 0
    for (const [k, share] of found.entries()) {
      ends += term
      sum += share * ends
      term *= t / (k + 1)
    }
    return sum
  }
  return {
    mean: found.reduce((sum, share, k) => sum + share * (k + 1), 0),
    at: (p) => tailQuantile(tail, p, 1),
  }
}

/** What who joins the shorter of two queues finds before it where there are infinitely many of them. Mitzenmacher 1996, Vvedenskaya 1996. */
export function foundInLargeFleet(utilization: number): number[] {
  const found: number[] = []
  const bothAtLeast = (k: number): number => {
    const share = Math.exp(Math.log(utilization) * (2 ** k - 1))
    return share * share
  }
  for (let k = 0; bothAtLeast(k) > 1e-18; k++) found.push(bothAtLeast(k) - bothAtLeast(k + 1))
  return found
}
