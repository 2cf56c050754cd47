import { OperatorError } from '../core/index.ts'
import { assertValues } from './assert-values.ts'
import { chanceOfSum, chanceOfU } from './mann-whitney-null.ts'
import { normalTail } from './normal.ts'
import { midRanks } from './ranks.ts'

export interface MannWhitney {
  /** Pairs in which a value of a exceeds one of b; ties count one half. */
  u: number
  /** Two-sided: twice the smaller tail, at most 1. */
  p: number
  /** That a tends to lie below b, and above it. */
  pLess: number
  pGreater: number
  method: 'exact' | 'normal'
}

/** Up to so many values in each sample the exact distribution is quick; with ties it takes more. */
const exactSize = 50
const exactSizeTied = 25
const mostSteps = 2e9
/** With more values in the smaller sample the ways, as numbers of 53 bits, lose more than 1e-12 of themselves. */
const mostCounted = 150

/**
 * The Mann-Whitney U test. `exact` counts over all ways to share out the pooled mid-ranks, so that ties are right too; `normal` is
 * corrected for ties and continuity; `auto` is exact up to 50 values in each sample, 25 with ties. Throws OperatorError on no
 * or non-finite values, and where `exact` is asked for samples too large to count: 150 values without ties in the smaller one.
 * Mann and Whitney 1947; ties as Klotz 1966.
 */
export function mannWhitneyU(
  a: readonly number[],
  b: readonly number[],
  { method = 'auto' }: { method?: 'auto' | 'exact' | 'normal' } = {},
): MannWhitney {
  for (const sample of [a, b]) assertValues(sample, 'The Mann-Whitney test')
  const { ranks, tieSizes } = midRanks([...a, ...b])
  const rankSum = ranks.slice(0, a.length).reduce((total, rank) => total + rank, 0)
  const u = rankSum - (a.length * (a.length + 1)) / 2
  const limit = tieSizes.length > 0 ? exactSizeTied : exactSize
  const isSmall = Math.max(a.length, b.length) <= limit
  if (method === 'normal' || (method === 'auto' && !isSmall)) return normal(u, a.length, b.length, tieSizes)
  return exact(u, ranks, a.length, tieSizes.length > 0)
}

/** The smaller of the two U gives both tails: either U has the same distribution where there are no ties. */
function exact(u: number, ranks: readonly number[], size: number, isTied: boolean): MannWhitney {
  const other = ranks.length - size
  assertCountable(ranks.length, Math.min(size, other), isTied)
  const [pLess, pGreater] = isTied ? tiedTails(u, ranks, size) : untiedTails(u, size, other)
  return { u, p: Math.min(1, 2 * Math.min(pLess, pGreater)), pLess, pGreater, method: 'exact' }
}

function untiedTails(u: number, size: number, other: number): [less: number, greater: number] {
  const smaller = Math.min(u, size * other - u)
  const { upTo, below } = chanceOfU(size, other, smaller)
  return u === smaller ? [upTo, 1 - below] : [1 - below, upTo]
}

/** Counted over doubled sums of mid-ranks, of the smaller sample: its U is large where the other's is small. */
function tiedTails(u: number, ranks: readonly number[], size: number): [less: number, greater: number] {
  const other = ranks.length - size
  const few = Math.min(size, other)
  const uOfFew = size === few ? u : size * other - u
  const doubled = ranks.map((rank) => Math.round(2 * rank))
  const { upTo, below } = chanceOfSum(doubled, few, Math.round(2 * uOfFew) + few * (few + 1))
  return size === few ? [upTo, 1 - below] : [1 - below, upTo]
}

function assertCountable(total: number, few: number, isTied: boolean): void {
  const isCountable = isTied ? total * few * few * total <= mostSteps : few <= mostCounted
  // Beyond 1029 values the number of ways exceeds what a number can hold.
  if (isCountable && total <= 1029) return
  throw new OperatorError({
    sentence: `The exact Mann-Whitney test cannot count samples of ${few} and ${total - few} values.`,
    hint: 'Use the normal approximation, which is close for samples so large.',
  })
}

function normal(u: number, m: number, n: number, tieSizes: readonly number[]): MannWhitney {
  const total = m + n
  const ties = tieSizes.reduce((sum, size) => sum + (size * size * size - size), 0)
  const deviation = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))))
  const above = u - (m * n) / 2
  if (!(deviation > 0)) return { u, p: 1, pLess: 1, pGreater: 1, method: 'normal' }
  return {
    u,
    p: Math.min(1, 2 * normalTail((Math.abs(above) - 0.5) / deviation)),
    pLess: normalTail(-(above + 0.5) / deviation),
    pGreater: normalTail((above - 0.5) / deviation),
    method: 'normal',
  }
}
