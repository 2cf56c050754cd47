import { assertBetween, assertValues } from './assert-values.ts'
import { medianOfSorted } from './median.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { signedRankCdf } from './signed-rank-null.ts'

/** A location with its interval, and the confidence that the interval really has. */
export interface Estimate {
  estimate: number
  low: number
  high: number
  confidence: number
}

const exactSize = 1000

/**
 * The Hodges-Lehmann estimate of a centre of symmetry: the median of the means of all pairs (each value with itself too, zeros
 * kept), and the interval that the signed-rank test does not reject. Where so few values cannot attain the confidence asked
 * for, the interval is the widest there is. Throws OperatorError on no or non-finite values. Hollander and Wolfe 3.2, 3.3.
 */
export function hodgesLehmann(
  differences: readonly number[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate {
  assertValues(differences, 'The Hodges-Lehmann estimate')
  assertBetween(confidence, 0, 1, 'A confidence')
  const averages = walshAverages(differences)
  const { rank, attained } = rankFor(differences.length, (1 - confidence) / 2)
  return {
    estimate: medianOfSorted(averages),
    low: averages[rank - 1] ?? Number.NaN,
    high: averages[averages.length - rank] ?? Number.NaN,
    confidence: attained,
  }
}

/**
 * The value that the centre does not exceed, at `confidence` or more: the end of a one-sided interval. Infinity where so few
 * values cannot attain it.
 */
export function hodgesLehmannBound(differences: readonly number[], confidence: number): number {
  assertValues(differences, 'The Hodges-Lehmann bound')
  const averages = walshAverages(differences)
  const { rank, attained } = rankFor(differences.length, 1 - confidence)
  // `attained` counts both ends, of which this bound is one.
  if ((1 + attained) / 2 < confidence - 1e-12) return Number.POSITIVE_INFINITY
  return averages[averages.length - rank] ?? Number.NaN
}

function walshAverages(values: readonly number[]): Float64Array {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2)
  let place = 0
  for (let i = 0; i < values.length; i++) {
    for (let j = i; j < values.length; j++) averages[place++] = ((values[i] ?? 0) + (values[j] ?? 0)) / 2
  }
  return averages.sort()
}

/** Which of the sorted means ends the interval at either side: the smallest w with P(W+ <= w) above `tail`, at least 1. */
function rankFor(n: number, tail: number): { rank: number; attained: number } {
  if (n > exactSize) return approximateRank(n, tail)
  const cdf = signedRankCdf(n)
  let rank = 0
  while ((cdf[rank] ?? 1) <= tail - 1e-15) rank++
  rank = Math.max(1, rank)
  return { rank, attained: 1 - 2 * (cdf[rank - 1] ?? 0) }
}

function approximateRank(n: number, tail: number): { rank: number; attained: number } {
  const centre = (n * (n + 1)) / 4
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
  const rank = Math.max(1, Math.floor(centre + 0.5 + normalQuantile(tail) * deviation))
  return { rank, attained: 1 - 2 * normalCdf((rank - 0.5 - centre) / deviation) }
}
