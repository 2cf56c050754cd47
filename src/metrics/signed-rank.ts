import { assertValues } from './assert-values.ts'
import { midRanks } from './ranks.ts'
import { normalTails, rankCumulants } from './signed-rank-normal.ts'
import { chanceUpTo, exactSize, signedRankCdf } from './signed-rank-null.ts'

export interface SignedRank {
  /** Sums of the ranks of positive and of negative differences. */
  wPlus: number
  wMinus: number
  /** Differences that are not 0. */
  n: number
  /** Two-sided: twice the smaller tail, at most 1. */
  p: number
  /** That differences tend to lie below 0, and above it. */
  pLess: number
  pGreater: number
}

/**
 * Wilcoxon's signed-rank test of differences whose centre may be 0, mid-ranks for ties, zeros dropped: pGreater = P(W+ >= wPlus).
 * Exact up to 500 differences other than 0, with ties too; beyond by the normal distribution with corrections, where a p above .001
 * is off by less than 3e-6 of itself (1e-5 with ties), and one above 1e-6 by less than 2e-4. Without a difference other than 0 every p is 1. Throws
 * OperatorError on no or non-finite values. Wilcoxon 1945; Hollander and Wolfe 3.1.
 */
export function signedRank(differences: readonly number[]): SignedRank {
  assertValues(differences, 'The signed-rank test')
  const moved = differences.filter((difference) => difference !== 0)
  const { ranks, tieSizes } = midRanks(moved.map(Math.abs))
  let wPlus = 0
  for (const [index, difference] of moved.entries()) if (difference > 0) wPlus += ranks[index] ?? 0
  const n = moved.length
  const wMinus = (n * (n + 1)) / 2 - wPlus
  const [pLess, pGreater] =
    n > exactSize
      ? normalTails(wPlus, rankCumulants(ranks))
      : exactTails(wPlus, wMinus, ranks, tieSizes.length > 0)
  return { wPlus, wMinus, n, p: Math.min(1, 2 * Math.min(pLess, pGreater)), pLess, pGreater }
}

/** P(W+ <= wPlus) and P(W+ >= wPlus): either sum has the same distribution, so that the smaller one gives both. */
function exactTails(
  wPlus: number,
  wMinus: number,
  ranks: readonly number[],
  isTied: boolean,
): [less: number, greater: number] {
  const { upTo, below } = isTied
    ? tied(Math.min(wPlus, wMinus), ranks)
    : untied(Math.min(wPlus, wMinus), ranks)
  return wPlus <= wMinus ? [upTo, 1 - below] : [1 - below, upTo]
}

function untied(smaller: number, ranks: readonly number[]): { upTo: number; below: number } {
  const cdf = signedRankCdf(ranks.length)
  return { upTo: cdf[smaller] ?? 1, below: cdf[smaller - 1] ?? 0 }
}

/** In halves where some mid-rank is one, and otherwise whole. */
function tied(smaller: number, ranks: readonly number[]): { upTo: number; below: number } {
  const scale = ranks.every(Number.isInteger) ? 1 : 2
  return chanceUpTo(
    ranks.map((rank) => scale * rank),
    scale * smaller,
  )
}
