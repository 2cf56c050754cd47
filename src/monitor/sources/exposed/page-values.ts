import { growth, growthPerSecond } from '../growth.ts'
import { type Bucket, bucketQuantile } from './bucket-quantile.ts'
import type { Histogram, PageLook } from './page-look.ts'

const quantiles = [
  ['p50', 0.5],
  ['p99', 0.99],
] as const

/**
 * The series of a page: gauges as they are, counters as rates since `before`, histograms as quantiles of what was counted since. A counter
 * that fell is null, and so is a quantile of nothing.
 */
export function pageValues(before: PageLook | null, now: PageLook): Map<string, number | null> {
  const seconds = before === null ? 0 : now.atSeconds - before.atSeconds
  const values = new Map<string, number | null>(now.gauges)
  for (const [key, count] of now.counters)
    values.set(key, growthPerSecond(before?.counters.get(key), count, seconds))
  for (const [id, histogram] of now.histograms) {
    const since = grownBuckets(before?.histograms.get(id), histogram)
    for (const [what, p] of quantiles)
      values.set(histogram.key(what), since === null ? null : bucketQuantile(since, p))
  }
  return values
}

/** Null without a look before, where a bucket fell, and where the bounds are others now. */
function grownBuckets(before: Histogram | undefined, now: Histogram): Bucket[] | null {
  if (before === undefined) return null
  const known = new Map(before.buckets.map(({ bound, count }) => [bound, count]))
  const grown = now.buckets.flatMap(({ bound, count }) => {
    const more = growth(known.get(bound), count)
    return more === null ? [] : [{ bound, count: more }]
  })
  return grown.length === now.buckets.length ? grown : null
}
