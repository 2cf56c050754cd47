/** A bucket of a histogram: how many were at most `bound`, those of smaller buckets included. */
export interface Bucket {
  bound: number
  count: number
}

/**
 * The value below which the share `p` (0-1) lies, as Prometheus' histogram_quantile() reckons it: evenly spread within its bucket, from 0 in
 * the first, and the largest finite bound where it lies beyond. Null where nothing was counted or no bucket is without a bound.
 */
export function bucketQuantile(buckets: readonly Bucket[], p: number): number | null {
  const sorted = buckets.toSorted((a, b) => a.bound - b.bound)
  const last = sorted.at(-1)
  if (last === undefined || last.bound !== Number.POSITIVE_INFINITY || !(last.count > 0)) return null
  const rank = p * last.count
  const at = sorted.findIndex(({ count }) => count >= rank)
  const bucket = sorted[at]
  if (bucket === undefined) return null
  const below = sorted[at - 1]
  if (bucket.bound === Number.POSITIVE_INFINITY) return below?.bound ?? null
  if (below === undefined && bucket.bound <= 0) return bucket.bound
  const from = below ?? { bound: 0, count: 0 }
  const inside = bucket.count - from.count
  return inside > 0 ? from.bound + ((bucket.bound - from.bound) * (rank - from.count)) / inside : bucket.bound
}
