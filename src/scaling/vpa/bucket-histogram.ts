/** How values are put into buckets: of equal width up to `maxValue`, or each wider than the one before by `ratio`. */
export type BucketOptions =
  | { type: 'linear'; maxValue: number; bucketSize: number; epsilon: number }
  | { type: 'exponential'; maxValue: number; firstBucketSize: number; ratio: number; epsilon: number }

/** The buckets of some options. */
export interface Buckets {
  count: number
  epsilon: number
  /** The lower edge of a bucket. */
  start(bucket: number): number
  /** The bucket of a value: values below 0 in the first, beyond the end in the last. */
  find(value: number): number
}

/** Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/recommender/util/histogram_options.go. */
export function buckets(options: BucketOptions): Buckets {
  const { maxValue, epsilon } = options
  const clamp = (bucket: number, count: number): number => Math.min(Math.max(bucket, 0), count - 1)
  if (options.type === 'linear') {
    const { bucketSize } = options
    const count = Math.ceil(maxValue / bucketSize) + 1
    return {
      count,
      epsilon,
      start: (bucket) => bucket * bucketSize,
      find: (value) => clamp(Math.trunc(value / bucketSize), count),
    }
  }
  const { firstBucketSize, ratio } = options
  const width = (value: number): number =>
    Math.log((value * (ratio - 1)) / firstBucketSize + 1) / Math.log(ratio)
  const count = Math.ceil(width(maxValue)) + 1
  return {
    count,
    epsilon,
    start: (bucket) => (bucket === 0 ? 0 : (firstBucketSize * (ratio ** bucket - 1)) / (ratio - 1)),
    find: (value) => (value < firstBucketSize ? 0 : clamp(Math.trunc(width(value)), count)),
  }
}

/** What was used, by how much of it counts. */
export interface UsageHistogram {
  /** `atSeconds` is since the Unix epoch: only a histogram that decays looks at it. */
  add(value: number, weight: number, atSeconds: number): void
  /** Takes a sample back, as a peak that a higher one replaces. */
  subtract(value: number, weight: number, atSeconds: number): void
  /** The upper edge of the bucket where the share `p` is reached; 0 without samples. */
  percentile(p: number): number
  isEmpty(): boolean
  /** Multiplies every weight. */
  scale(factor: number): void
  checkpoint(): HistogramCheckpoint
  /** Adds a checkpoint; throws RangeError for a bucket that does not exist or a weight below 0. */
  load(checkpoint: HistogramCheckpoint): void
}

/** A histogram as it is stored: relative weights, the largest as 10,000. */
export interface HistogramCheckpoint {
  totalWeight: number
  bucketWeights: Record<string, number>
}

const largestCheckpointWeight = 10_000

/** Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/recommender/util/histogram.go. */
export function bucketHistogram(options: BucketOptions): UsageHistogram {
  const grid = buckets(options)
  const weights = new Float64Array(grid.count)
  let total = 0
  let [first, last] = [grid.count - 1, 0]

  const isHeld = (bucket: number): boolean => (weights[bucket] ?? 0) >= grid.epsilon
  const narrow = (): void => {
    while (!isHeld(first) && first < grid.count - 1) first += 1
    while (!isHeld(last) && last > 0) last -= 1
  }

  return {
    add(value, weight) {
      const bucket = grid.find(value)
      weights[bucket] = (weights[bucket] ?? 0) + weight
      total += weight
      if (!isHeld(bucket)) return
      first = Math.min(first, bucket)
      last = Math.max(last, bucket)
    },
    subtract(value, weight) {
      const bucket = grid.find(value)
      weights[bucket] = Math.max(0, (weights[bucket] ?? 0) - weight)
      total = Math.max(0, total - weight)
      narrow()
    },
    percentile(p) {
      if (!isHeld(first)) return 0
      const threshold = p * total
      let bucket = first
      for (let sum = 0; bucket < last; bucket += 1) {
        sum += weights[bucket] ?? 0
        if (sum >= threshold) break
      }
      return grid.start(Math.min(bucket + 1, grid.count - 1))
    },
    isEmpty: () => !isHeld(first),
    scale(factor) {
      for (let bucket = 0; bucket < weights.length; bucket += 1)
        weights[bucket] = (weights[bucket] ?? 0) * factor
      total *= factor
      narrow()
    },
    checkpoint() {
      const most = weights.reduce((a, b) => Math.max(a, b), 0)
      const bucketWeights: Record<string, number> = {}
      for (let bucket = first; bucket <= last; bucket += 1) {
        if (!isHeld(bucket)) continue
        const scaled = Math.floor(((weights[bucket] ?? 0) * largestCheckpointWeight) / most + 0.5)
        if (scaled > 0) bucketWeights[bucket] = scaled
      }
      return { totalWeight: total, bucketWeights }
    },
    load({ totalWeight, bucketWeights }) {
      if (!(totalWeight >= 0)) throw new RangeError(`A checkpoint weighs ${totalWeight}, which is below 0.`)
      const entries = Object.entries(bucketWeights).map(
        ([bucket, weight]) => [Number(bucket), weight] as const,
      )
      for (const [bucket] of entries)
        if (!Number.isInteger(bucket) || bucket < 0 || bucket >= grid.count)
          throw new RangeError(`A checkpoint has weight in bucket ${bucket}, of ${grid.count}.`)
      const sum = entries.reduce((all, [, weight]) => all + weight, 0)
      if (sum === 0) return
      for (const [bucket, weight] of entries) {
        weights[bucket] = (weights[bucket] ?? 0) + weight * (totalWeight / sum)
        first = Math.min(first, bucket)
        last = Math.max(last, bucket)
      }
      total += totalWeight
      narrow()
    },
  }
}
