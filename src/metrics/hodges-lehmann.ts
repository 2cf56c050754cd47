import { assertBetween, assertValues, sorted } from './assert-values.ts'
import { midpoint } from './median.ts'
import { normalRank, rankCumulants } from './signed-rank-normal.ts'
import { exactSize, ranksTo, signedRankCdf } from './signed-rank-null.ts'
import { walshAverage } from './walsh-averages.ts'

/** A location with its interval, and the confidence that the interval really has. */
export interface Estimate {
  estimate: number
  low: number
  high: number
  confidence: number
}

/**
 * The Hodges-Lehmann estimate of a centre of symmetry: the median of the means of all pairs (each value with itself too, zeros
 * kept), and the interval that the signed-rank test does not reject, exact up to 500 values. Where so few values cannot attain the
 * confidence asked for, the interval is the widest there is. Throws OperatorError on no or non-finite values, and unless
 * 0 < confidence < 1. Hollander and Wolfe 3.2, 3.3.
 */
export function hodgesLehmann(
  differences: readonly number[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate {
  assertValues(differences, 'The Hodges-Lehmann estimate')
  assertBetween(confidence, 0, 1, 'A confidence')
  const ordered = sorted(differences)
  const total = (ordered.length * (ordered.length + 1)) / 2
  const { rank, below } = rankFor(ordered.length, (1 - confidence) / 2)
  return {
    estimate: midpoint(
      walshAverage(ordered, Math.ceil(total / 2)),
      walshAverage(ordered, Math.floor(total / 2) + 1),
    ),
    low: walshAverage(ordered, rank),
    high: walshAverage(ordered, total + 1 - rank),
    confidence: Math.max(0, 1 - 2 * below),
  }
}

/**
 * The value that the centre does not exceed, at `confidence` or more: the end of a one-sided interval. Infinity where so few
 * values cannot attain it. Throws OperatorError on no or non-finite values, and unless 0.5 < confidence < 1.
 */
export function hodgesLehmannBound(differences: readonly number[], confidence: number): number {
  assertValues(differences, 'The Hodges-Lehmann bound')
  assertBetween(confidence, 0.5, 1, 'The confidence of one side')
  const total = (differences.length * (differences.length + 1)) / 2
  const { rank, below } = rankFor(differences.length, 1 - confidence)
  if (1 - below < confidence - 1e-12) return Number.POSITIVE_INFINITY
  return walshAverage(sorted(differences), total + 1 - rank)
}

/** Which of the sorted means ends the interval at either side: as in R the smallest w with P(W+ <= w) >= tail, at least 1; and P(W+ < w). */
function rankFor(n: number, tail: number): { rank: number; below: number } {
  if (n > exactSize) return normalRank(tail, rankCumulants(ranksTo(n)))
  const cdf = signedRankCdf(n)
  let rank = 1
  while (rank < cdf.length && (cdf[rank] ?? 1) <= tail - 1e-15) rank++
  return { rank, below: cdf[rank - 1] ?? 0 }
}
