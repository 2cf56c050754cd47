import { OperatorError } from '../core/index.ts'
import { assertValues } from './assert-values.ts'
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

/**
 * The Mann-Whitney U test. `exact` counts over all ways to share out the pooled mid-ranks, so that ties are right too; `normal` is
 * corrected for ties and continuity; `auto` is exact up to 50 values in each sample, 25 with ties. Throws OperatorError on no
 * or non-finite values, and where `exact` is asked for samples too large to count.
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

function exact(u: number, ranks: readonly number[], size: number, isTied: boolean): MannWhitney {
  const other = ranks.length - size
  assertCountable(ranks.length, size, isTied)
  const offset = isTied ? size * (size + 1) : 0
  // Counted over doubled rank sums where there are ties, and over U itself where there are none.
  const counts = isTied ? tiedCounts(ranks, size) : untiedCounts(size, other)
  const at = isTied ? Math.round(2 * u) + offset : Math.round(u)
  let below = 0
  let total = 0
  let above = 0
  for (const [value, count] of counts.entries()) {
    total += count
    if (value <= at) below += count
    if (value >= at) above += count
  }
  const pLess = below / total
  const pGreater = above / total
  return { u, p: Math.min(1, 2 * Math.min(pLess, pGreater)), pLess, pGreater, method: 'exact' }
}

/** Ways to reach each U: the coefficients of the Gaussian binomial. Mann and Whitney 1947. */
function untiedCounts(m: number, n: number): Float64Array {
  const counts = new Float64Array(m * n + 1)
  counts[0] = 1
  for (let i = 1; i <= m; i++) {
    const factor = n + i
    for (let u = m * n; u >= factor; u--) counts[u] = (counts[u] ?? 0) - (counts[u - factor] ?? 0)
    for (let u = i; u <= m * n; u++) counts[u] = (counts[u] ?? 0) + (counts[u - i] ?? 0)
  }
  return counts
}

/** Ways to reach each doubled sum of `size` of the mid-ranks. */
function tiedCounts(ranks: readonly number[], size: number): Float64Array {
  const doubled = ranks.map((rank) => Math.round(2 * rank))
  const largest = doubled
    .toSorted((a, b) => b - a)
    .slice(0, size)
    .reduce((total, rank) => total + rank, 0)
  const bySize = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1))
  const none = bySize[0]
  if (none !== undefined) none[0] = 1
  for (const rank of doubled) {
    for (let taken = size; taken >= 1; taken--) {
      const into = bySize[taken] ?? new Float64Array()
      const from = bySize[taken - 1] ?? new Float64Array()
      for (let sum = largest; sum >= rank; sum--) into[sum] = (into[sum] ?? 0) + (from[sum - rank] ?? 0)
    }
  }
  return bySize[size] ?? new Float64Array()
}

function assertCountable(total: number, size: number, isTied: boolean): void {
  const steps = isTied ? total * size * size * total : size * size * (total - size)
  // Beyond 1029 values the number of ways exceeds what a number can hold.
  if (steps <= mostSteps && total <= 1029) return
  throw new OperatorError({
    sentence: `The exact Mann-Whitney test cannot count samples of ${size} and ${total - size} values.`,
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
