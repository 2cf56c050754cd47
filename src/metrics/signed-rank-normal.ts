import { normalCdf, normalTail } from './normal.ts'

/** W+ over given ranks: each is added by a fair coin, so that its cumulants are sums over the ranks. */
export interface RankCumulants {
  centre: number
  deviation: number
  /** Fourth and sixth cumulant by the deviation's fourth and sixth power; the odd ones are 0. */
  fourth: number
  sixth: number
  /** The sums lie so far apart: 1 without ties, the common rank where all are tied. */
  step: number
}

export function rankCumulants(ranks: readonly number[]): RankCumulants {
  let total = 0
  let squares = 0
  let fourths = 0
  let sixths = 0
  let halves = 0
  for (const rank of ranks) {
    const square = rank * rank
    total += rank
    halves = commonDivisor(2 * rank, halves)
    squares += square
    fourths += square * square
    sixths += square * square * square
  }
  const step = halves / 2
  // Sheppard's corrections: sums in steps stand for a smooth variable, from which even spreading within the steps is taken away.
  const gap = step * step
  const variance = squares / 4 - gap / 12
  return {
    centre: total / 2,
    deviation: Math.sqrt(variance),
    fourth: ((gap * gap) / 120 - fourths / 8) / (variance * variance),
    sixth: (sixths / 4 - (gap * gap * gap) / 252) / (variance * variance * variance),
    step,
  }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

/**
 * P(W+ <= w) and P(W+ >= w) by the normal distribution, corrected for continuity and, to the sixth cumulant, for the shorter
 * tails. Cornish and Fisher 1937.
 */
export function normalTails(w: number, cumulants: RankCumulants): [less: number, greater: number] {
  const { centre, deviation, step } = cumulants
  const score = (at: number): number => toNormal((at - centre) / deviation, cumulants)
  return [normalCdf(score(w + step / 2)), normalTail(score(w - step / 2))]
}

/** The largest whole `rank` with P(W+ < rank) <= tail, at least 1, and that chance, by halving: the chance rises with the rank. */
export function normalRank(tail: number, cumulants: RankCumulants): { rank: number; below: number } {
  const below = (rank: number): number => normalTails(rank - 1, cumulants)[0]
  let rank = 1
  let last = 2 * cumulants.centre
  while (rank < last) {
    const middle = Math.ceil((rank + last) / 2)
    if (below(middle) <= tail) rank = middle
    else last = middle - 1
  }
  return { rank, below: below(rank) }
}

/** The score that a normal variable has where W+ has this one. */
function toNormal(z: number, { fourth, sixth }: RankCumulants): number {
  const square = z * z
  const byFourth = (fourth / 24) * (square - 3)
  const bySixth = (sixth / 720) * ((square - 10) * square + 15)
  const byBoth = ((fourth * fourth) / 384) * ((5 * square - 32) * square + 35)
  return z * (1 - byFourth - bySixth + byBoth)
}
