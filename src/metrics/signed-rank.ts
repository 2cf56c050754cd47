import { assertValues } from './assert-values.ts'
import { normalTail } from './normal.ts'
import { midRanks } from './ranks.ts'
import { signedRankCdf, subsetSums } from './signed-rank-null.ts'

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

/** Beyond it the exact distribution takes long, and the normal one differs in the fourth digit. */
const exactSize = 1000

/**
 * Wilcoxon's signed-rank test, exact up to 1000 differences, mid-ranks for ties, zeros dropped as Wilcoxon did. Without a
 * difference other than 0 every p is 1. Throws OperatorError on no or non-finite values.
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
    n > exactSize ? approximate(wPlus, n, tieSizes) : tails(wPlus, wMinus, ranks, tieSizes.length > 0)
  return { wPlus, wMinus, n, p: Math.min(1, 2 * Math.min(pLess, pGreater)), pLess, pGreater }
}

/** P(W+ <= wPlus) and P(W+ >= wPlus), which is P(W- <= wMinus), as either sum has the same distribution. */
function tails(
  wPlus: number,
  wMinus: number,
  ranks: readonly number[],
  isTied: boolean,
): [less: number, greater: number] {
  if (!isTied) {
    const cdf = signedRankCdf(ranks.length)
    return [cdf[wPlus] ?? 1, cdf[wMinus] ?? 1]
  }
  const chance = subsetSums(ranks.map((rank) => Math.round(2 * rank)))
  return [sumTo(chance, Math.round(2 * wPlus)), sumTo(chance, Math.round(2 * wMinus))]
}

function sumTo(chance: Float64Array, last: number): number {
  let total = 0
  for (let sum = 0; sum <= last; sum++) total += chance[sum] ?? 0
  return Math.min(1, total)
}

function approximate(wPlus: number, n: number, tieSizes: readonly number[]): [number, number] {
  const ties = tieSizes.reduce((sum, size) => sum + (size * size * size - size), 0)
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48)
  const above = wPlus - (n * (n + 1)) / 4
  return [normalTail(-(above + 0.5) / deviation), normalTail((above - 0.5) / deviation)]
}
