/** Buckets a doubling: two neighbours differ by 1.1 %, so a middle is at most 0.6 % from what fell in. */
const perDoubling = 64

/** How often each duration occurred, as [bucket, count]: bounded, whatever the number of durations. */
export type LatencyCounts = readonly (readonly [bucket: number, count: number])[]

export interface LatencyHistogram {
  add(milliseconds: number): void
  counts(): LatencyCounts
}

/** A histogram of durations with buckets that grow by the 64th root of 2, from a nanosecond to eleven days. */
export function latencyHistogram(): LatencyHistogram {
  const buckets = new Float64Array(perDoubling * 50)
  return {
    add(milliseconds) {
      const bucket = Math.floor(Math.log2(milliseconds * 1e6) * perDoubling)
      const index = Math.min(buckets.length - 1, Math.max(0, bucket))
      buckets[index] = (buckets[index] ?? 0) + 1
    },
    counts: () => [...buckets.entries()].filter(([, count]) => count > 0),
  }
}

/** The p-quantile (p from 0 to 1, nearest rank) of several histograms together, in seconds: the middle of its bucket. Null where all are empty. */
export function latencyQuantile(histograms: readonly LatencyCounts[], p: number): number | null {
  const sorted = histograms.flat().toSorted(([a], [b]) => a - b)
  const total = sorted.reduce((sum, [, count]) => sum + count, 0)
  const rank = Math.max(1, Math.ceil(p * total - 1e-9))
  let seen = 0
  for (const [bucket, count] of sorted) {
    seen += count
    if (seen >= rank) return 2 ** ((bucket + 0.5) / perDoubling) / 1e9
  }
  return null
}
