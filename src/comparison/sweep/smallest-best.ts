import type { SweepPoint } from './sweep.ts'

/** What a sweep recommends, and what that rests on. */
export interface ChosenLevel {
  /** The smallest level that does as much as the best one, as far as the rounds can tell. */
  chosen: SweepPoint
  /** The level with the highest median throughput. */
  best: SweepPoint
  /** More than one level was tried, and the chosen one is the largest: there may be more beyond. */
  isLargest: boolean
  /** The chosen level's median is clearly lower, and only the spread of the rounds makes the two look alike. */
  isUndecided: boolean
}

/** So much less than the best counts as the same: nobody doubles the workers for it. */
const sameWithin = 0.02
const clearlyLess = 0.05

/**
 * The smallest level whose interval of throughput reaches the lower end of the best one's, less 2 %. Null where there is no point.
 */
export function smallestBest(points: readonly SweepPoint[]): ChosenLevel | null {
  const [first] = points
  if (first === undefined) return null
  const best = points.reduce((most, point) => (point.throughput > most.throughput ? point : most), first)
  const enough = best.throughputLow * (1 - sameWithin)
  const chosen = points.find((point) => point.throughputHigh >= enough) ?? best
  return {
    chosen,
    best,
    isLargest: points.length > 1 && chosen === points.at(-1),
    isUndecided: chosen.throughput < best.throughput * (1 - clearlyLess),
  }
}
