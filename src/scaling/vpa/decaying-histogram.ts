import { type BucketOptions, bucketHistogram, type UsageHistogram } from './bucket-histogram.ts'

/** Beyond so many half-lives a new weight would outgrow a double beside the old ones: the reference moves on. */
const maxDecayExponent = 100
/** Go counts time from the year 1, and rounds from there. */
const secondsBeforeEpoch = 62_135_596_800

/**
 * A histogram in which a sample counts half as much for each half-life that it is older than the newest.
 * Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/recommender/util/decaying_histogram.go.
 */
export function decayingHistogram(options: BucketOptions, halfLifeSeconds: number): UsageHistogram {
  const histogram = bucketHistogram(options)
  let reference = -secondsBeforeEpoch

  const decayed = (weight: number, atSeconds: number): number => {
    if (atSeconds > reference + halfLifeSeconds * maxDecayExponent) {
      const next =
        Math.floor((atSeconds + secondsBeforeEpoch) / halfLifeSeconds + 0.5) * halfLifeSeconds -
        secondsBeforeEpoch
      histogram.scale(2 ** Math.round((reference - next) / halfLifeSeconds))
      reference = next
    }
    return weight * 2 ** ((atSeconds - reference) / halfLifeSeconds)
  }

  return {
    ...histogram,
    add: (value, weight, atSeconds) => {
      histogram.add(value, decayed(weight, atSeconds), atSeconds)
    },
    subtract: (value, weight, atSeconds) => {
      histogram.subtract(value, decayed(weight, atSeconds), atSeconds)
    },
  }
}
