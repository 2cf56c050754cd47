import { rankSumRank } from './rank-sum-rank.ts'

/** Each halves the range of the differences: after so many only neighbours are left. */
const halvings = 70

/** How far one sample lies above another. */
export interface Shift {
  estimate: number
  /** Null where so few values cannot attain the confidence asked for. */
  low: number | null
  high: number | null
  /** The confidence that the interval really has; null without one. */
  confidence: number | null
}

/**
 * The Hodges-Lehmann shift from `before` to `after`: the median of all differences after - before, and the interval that the
 * Mann-Whitney test does not reject. Both samples have at least one finite value. Hollander and Wolfe 4.2, 4.3.
 */
export function shiftInterval(before: readonly number[], after: readonly number[], confidence = 0.95): Shift {
  const from = Float64Array.from(before).sort()
  const to = Float64Array.from(after).sort()
  const pairs = from.length * to.length
  const estimate =
    (differenceAt(from, to, Math.ceil(pairs / 2)) + differenceAt(from, to, Math.floor(pairs / 2) + 1)) / 2
  const end = rankSumRank(from.length, to.length, confidence)
  if (end === null) return { estimate, low: null, high: null, confidence: null }
  return {
    estimate,
    low: differenceAt(from, to, end.rank),
    high: differenceAt(from, to, pairs + 1 - end.rank),
    confidence: end.confidence,
  }
}

/** The difference with `rank` among all of them in rising order, found by halving: there may be too many to write down. */
function differenceAt(from: Float64Array, to: Float64Array, rank: number): number {
  let low = (to[0] ?? 0) - (from.at(-1) ?? 0)
  let high = (to.at(-1) ?? 0) - (from[0] ?? 0)
  if (countUpTo(low, from, to) >= rank) return low
  for (let halving = 0; halving < halvings; halving++) {
    const middle = low + (high - low) / 2
    if (countUpTo(middle, from, to) >= rank) high = middle
    else low = middle
  }
  return smallestAbove(low, from, to)
}

/** From what halving leaves to a difference that is there: 0 for equal values, not nearly 0. */
function smallestAbove(limit: number, from: Float64Array, to: Float64Array): number {
  let smallest = Number.POSITIVE_INFINITY
  let place = 0
  for (const start of from) {
    while (place < to.length && (to[place] ?? 0) - start <= limit) place++
    if (place < to.length) smallest = Math.min(smallest, (to[place] ?? 0) - start)
  }
  return smallest
}

function countUpTo(limit: number, from: Float64Array, to: Float64Array): number {
  let count = 0
  let reach = 0
  for (const start of from) {
    while (reach < to.length && (to[reach] ?? 0) - start <= limit) reach++
    count += reach
  }
  return count
}
