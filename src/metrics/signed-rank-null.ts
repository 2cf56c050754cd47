/** P(W+ <= w) for w = 0 ... n(n + 1)/2 of the untied signed-rank statistic, each n computed once. */
export function signedRankCdf(n: number): Float64Array {
  const known = cache.get(n)
  if (known !== undefined) return known
  const cdf = cumulated(subsetSums(Array.from({ length: n }, (_, index) => index + 1)))
  // Those of large samples are seldom asked for twice, and large.
  if (n <= 200) cache.set(n, cdf)
  return cdf
}

const cache = new Map<number, Float64Array>()

/** The probability of each sum of `ranks` (whole numbers) where every one is in or out by a fair coin. */
export function subsetSums(ranks: readonly number[]): Float64Array {
  const size = ranks.reduce((total, rank) => total + rank, 0)
  const chance = new Float64Array(size + 1)
  chance[0] = 1
  let reached = 0
  for (const rank of ranks) {
    reached += rank
    for (let sum = reached; sum >= 0; sum--)
      chance[sum] = ((chance[sum] ?? 0) + (sum >= rank ? (chance[sum - rank] ?? 0) : 0)) / 2
  }
  return chance
}

function cumulated(chance: Float64Array): Float64Array {
  let total = 0
  for (let sum = 0; sum < chance.length; sum++) {
    total += chance[sum] ?? 0
    chance[sum] = Math.min(1, total)
  }
  return chance
}

/** The largest w with P(W+ <= w) <= alpha, or -1: W- at or below it is significant, one-sided. */
export function signedRankCritical(n: number, alpha: number): number {
  const cdf = signedRankCdf(n)
  let critical = -1
  while (critical + 1 < cdf.length && (cdf[critical + 1] ?? 1) <= alpha * (1 + 1e-12)) critical++
  return critical
}
