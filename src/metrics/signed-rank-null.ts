import { assertBetween, assertWhole } from './assert-values.ts'
import { normalRank, rankCumulants } from './signed-rank-normal.ts'

/** Up to so many differences the ways are counted, which takes a twentieth of a second: the time grows with their cube. */
export const exactSize = 500

/** P(W+ <= w) of the untied signed-rank statistic for w = 0 ... half of n(n + 1)/2, each small n computed once. */
export function signedRankCdf(n: number): Float64Array {
  const known = cache.get(n)
  if (known !== undefined) return known
  const cdf = cumulated(waysUpTo(ranksTo(n), Math.floor((n * (n + 1)) / 4)), n)
  // Those of large samples are seldom asked for twice, and large.
  if (n <= 200) cache.set(n, cdf)
  return cdf
}

const cache = new Map<number, Float64Array>()

/** 1 ... n. */
export function ranksTo(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1)
}

/**
 * P(W <= last) and P(W < last) where every one of `ranks` (whole numbers, at most 1000 of them) is added or not by a fair coin. The ways are
 * counted up to `last` only, which is quickest for the smaller of the two sums of ranks. Wilcoxon 1945.
 */
export function chanceUpTo(ranks: readonly number[], last: number): { upTo: number; below: number } {
  const ways = waysUpTo(ranks, last)
  const cdf = cumulated(ways, ranks.length)
  return { upTo: cdf[last] ?? 0, below: cdf[last - 1] ?? 0 }
}

/** In how many ways each sum up to `last` comes about. */
function waysUpTo(ranks: readonly number[], last: number): Float64Array {
  const ways = new Float64Array(last + 1)
  ways[0] = 1
  let reached = 0
  for (const rank of ranks) {
    reached = Math.min(last, reached + rank)
    for (let sum = reached; sum >= rank; sum--) ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0)
  }
  return ways
}

function cumulated(ways: Float64Array, coins: number): Float64Array {
  const share = 2 ** -coins
  let total = 0
  for (let sum = 0; sum < ways.length; sum++) {
    total += ways[sum] ?? 0
    ways[sum] = Math.min(1, total * share)
  }
  return ways
}

/**
 * The largest w with P(W+ <= w) <= alpha, or -1 where there is none: W- at or below it is significant, one-sided. Exact up to 500
 * pairs. Throws OperatorError unless n is a whole number from 1 to a million and 0 < alpha < 1. Hollander and Wolfe, table A.4.
 */
export function signedRankCritical(n: number, alpha: number): number {
  assertWhole(n, 1, 1_000_000, 'The number of pairs')
  assertBetween(alpha, 0, 1, 'The chance of a false alarm')
  if (n > exactSize) return normalRank(alpha, rankCumulants(ranksTo(n))).rank - 1
  const cdf = signedRankCdf(n)
  const total = (n * (n + 1)) / 2
  const upTo = (w: number): number => (w < cdf.length ? (cdf[w] ?? 1) : 1 - (cdf[total - w - 1] ?? 0))
  let critical = -1
  while (critical < total && upTo(critical + 1) <= alpha * (1 + 1e-12)) critical++
  return critical
}
