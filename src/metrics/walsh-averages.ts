import { midpoint } from './median.ts'

/**
 * The mean of two values (or of one with itself) that has `place` among all n(n + 1)/2 of them in rising order, from 1. The values
 * are in rising order, and finite. It halves the range, and counts by a walk along the values, so that the means, of which there
 * may be too many to write down, are never listed.
 */
export function walshAverage(ordered: ArrayLike<number>, place: number): number {
  let low = ordered[0] ?? Number.NaN
  let high = ordered[ordered.length - 1] ?? Number.NaN
  while (low < high) {
    const middle = midpoint(low, high)
    // Of two neighbouring numbers the middle may be the upper one, which would halve nothing.
    const { count, below, above } = splitAt(ordered, middle < high ? middle : low)
    if (count >= place) high = below
    else low = above
  }
  return low
}

/** How many means are at most `limit`, the largest of those, and the smallest of the others. */
function splitAt(ordered: ArrayLike<number>, limit: number): { count: number; below: number; above: number } {
  let count = 0
  let below = Number.NEGATIVE_INFINITY
  let above = Number.POSITIVE_INFINITY
  let last = ordered.length - 1
  for (let first = 0; first < ordered.length; first++) {
    const value = ordered[first] ?? 0
    // The partner may only move down, for the means rise with either value.
    while (last >= first && midpoint(value, ordered[last] ?? 0) > limit) last--
    const within = Math.max(last, first - 1)
    count += within - first + 1
    if (within >= first) below = Math.max(below, midpoint(value, ordered[within] ?? 0))
    if (within + 1 < ordered.length) above = Math.min(above, midpoint(value, ordered[within + 1] ?? 0))
  }
  return { count, below, above }
}
