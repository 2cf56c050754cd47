import { describe, expect, test } from 'vitest'
import { type Bucket, bucketQuantile } from '../../../src/monitor/sources/exposed/bucket-quantile.ts'

function buckets(...pairs: readonly (readonly [bound: number, count: number])[]): Bucket[] {
  return pairs.map(([bound, count]) => ({ bound, count }))
}

const infinity = Number.POSITIVE_INFINITY
// promql/promqltest/testdata/histograms.test of Prometheus: testhistogram_bucket at 50 minutes.
const positive = buckets([0.1, 50], [0.2, 70], [1, 110], [infinity, 120])
const negative = buckets([-0.2, 10], [-0.1, 20], [0.3, 20], [infinity, 30])

describe('the quantile of a histogram', () => {
  test.each([
    [0, positive, 0],
    [0.2, positive, 0.048],
    [0.5, positive, 0.15],
    [0.8, positive, 0.72],
    [1, positive, 1],
    [0, negative, -0.2],
    [0.2, negative, -0.2],
    [0.5, negative, -0.15],
    [0.8, negative, 0.3],
    [1, negative, 0.3],
  ])('%d is what Prometheus says', (p, histogram, value) => {
    expect(bucketQuantile(histogram, p)).toBeCloseTo(value, 12)
    expect(bucketQuantile(histogram.toReversed(), p)).toBeCloseTo(value, 12)
  })

  test.each<[string, Bucket[]]>([
    ['of nothing', []],
    ['where nothing was counted', buckets([1, 0], [infinity, 0])],
    ['without a bucket for all', buckets([1, 5], [2, 9])],
    ['with no other bucket', buckets([infinity, 9])],
  ])('is not known %s', (_, histogram) => {
    expect(bucketQuantile(histogram, 0.5)).toBeNull()
  })
})
