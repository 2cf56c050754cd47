import { describe, expect, test } from 'vitest'
import {
  memoryPeaks,
  oomSampleBytes,
  vpaConfidence,
  vpaMultiplier,
  vpaRecommend,
  vpaUpdates,
} from '../../src/scaling/index.ts'
import {
  type BucketOptions,
  bucketHistogram,
  buckets,
  decayingHistogram,
  type HistogramCheckpoint,
  vpaCpuBuckets,
  vpaMemoryBuckets,
} from '../../src/scaling/vpa/index.ts'
import golden from '../golden/vpa.json' with { type: 'json' }

const day = 86_400
const mib = 1_048_576

/** So many days of one sample a minute and one peak a day. */
function history(days: number, coresAt: (minute: number) => number, peakBytes: number) {
  return {
    cpuSamples: Array.from({ length: days * 1440 }, (_, minute) => ({
      atSeconds: minute * 60,
      cores: coresAt(minute % 1440),
    })),
    memoryPeaks: Array.from({ length: days }, (_, index) => ({
      atSeconds: (index + 1) * day,
      bytes: peakBytes,
    })),
  }
}

describe('the buckets', () => {
  test.each(golden.histogram_options)('$name', ({ options, numBuckets, bucketStart, findBucket }) => {
    const grid = buckets(options as BucketOptions)
    expect(grid.count).toBe(numBuckets)
    for (const [bucket, start] of bucketStart) expect(grid.start(bucket ?? 0)).toBeCloseTo(start ?? 0, 9)
    expect(findBucket.map(([value]) => grid.find(value ?? 0))).toEqual(findBucket.map(([, bucket]) => bucket))
  })
})

describe('percentiles', () => {
  test.each(golden.histograms)('$name', ({ options, halfLifeSeconds, samples, expectedPercentiles }) => {
    const histogram =
      halfLifeSeconds === null
        ? bucketHistogram(options as BucketOptions)
        : decayingHistogram(options as BucketOptions, halfLifeSeconds)
    for (const { value, weight, t } of samples as { value: number; weight: number; t: number }[])
      histogram.add(value, weight, t)
    for (const [p, expected] of expectedPercentiles)
      expect(histogram.percentile(p ?? 0)).toBeCloseTo(expected ?? 0, 12)
    expect(histogram.isEmpty()).toBe(samples.length === 0)
  })

  test('what is taken back no longer counts', () => {
    const options: BucketOptions = { type: 'linear', maxValue: 10, bucketSize: 1, epsilon: 1e-15 }
    const histogram = decayingHistogram(options, 3600)
    histogram.add(2, 1, 0)
    histogram.add(8, 1, 3600)
    expect(histogram.percentile(1)).toBe(9)
    histogram.subtract(8, 1, 3600)
    expect(histogram.percentile(1)).toBe(3)
    histogram.subtract(2, 1, 0)
    expect(histogram.isEmpty()).toBe(true)
    expect(histogram.percentile(1)).toBe(0)
  })
})

describe('checkpoints', () => {
  const [saved, several, broken] = golden.checkpoints as unknown as [
    { samples: { value: number; weight: number }[]; options: BucketOptions; expected: HistogramCheckpoint },
    { samples: { value: number; weight: number }[]; options: BucketOptions; expected: HistogramCheckpoint },
    { options: BucketOptions; checkpoints: HistogramCheckpoint[] },
  ]

  test.each([saved, several])('keep what a histogram knows', ({ samples, options, expected }) => {
    const histogram = bucketHistogram(options)
    for (const { value, weight } of samples) histogram.add(value, weight, 0)
    expect(histogram.checkpoint()).toEqual(expected)

    const restored = bucketHistogram(options)
    restored.load(histogram.checkpoint())
    expect(restored.percentile(0.5)).toBe(histogram.percentile(0.5))
    expect(restored.checkpoint().totalWeight).toBeCloseTo(expected.totalWeight, 9)
  })

  test.each(broken.checkpoints)('refuse %j', (checkpoint) => {
    expect(() => {
      bucketHistogram(broken.options).load(checkpoint)
    }).toThrow(RangeError)
  })

  test('an empty one adds nothing', () => {
    const histogram = bucketHistogram(broken.options)
    histogram.load({ totalWeight: 0, bucketWeights: {} })
    expect(histogram.isEmpty()).toBe(true)
  })
})

describe('memory', () => {
  test.each(golden.memory_peaks)('$name', ({ intervalSeconds, steps }) => {
    const peaks = memoryPeaks(intervalSeconds)
    for (const { t, bytes } of steps) expect(peaks.record(t, bytes)).toBe(true)
    expect(peaks.peaks()).toEqual([
      { atSeconds: 86_400, bytes: 10 },
      { atSeconds: 172_800, bytes: 2 },
    ])
    expect(peaks.record(86_399, 100)).toBe(false)
    expect(peaks.record(200_000, -1)).toBe(false)
  })

  test('a window without samples has no peak', () => {
    const peaks = memoryPeaks(100)
    peaks.record(0, 5)
    peaks.record(250, 7)
    expect(peaks.peaks()).toEqual([
      { atSeconds: 100, bytes: 5 },
      { atSeconds: 300, bytes: 7 },
    ])
  })

  const [byRequest, byPeak, tooOld] = golden.oom
  test.each([byRequest, byPeak])('$name', (one) => {
    expect(oomSampleBytes(one?.requestBytes ?? 0, one?.memoryPeakBytes ?? 0)).toBe(one?.expectedSampleBytes)
  })

  test('a kill raises the peak, and not the bump of the next kill', () => {
    const peaks = memoryPeaks()
    peaks.record(0, 1000 * mib)
    expect(peaks.recordOom({ atSeconds: 60, requestBytes: 1000 * mib })).toBe(true)
    expect(peaks.recordOom({ atSeconds: 120, requestBytes: 1000 * mib })).toBe(true)
    expect(peaks.peaks()).toEqual([{ atSeconds: day, bytes: 1200 * mib }])
    expect(oomSampleBytes(100 * mib, 0)).toBe(200 * mib)
  })

  test(tooOld?.name ?? '', () => {
    const peaks = memoryPeaks()
    const hours = tooOld?.ageBehindLastSampleHours ?? 0
    peaks.record(100 * 3600, mib)
    expect(peaks.recordOom({ atSeconds: (100 - hours) * 3600, requestBytes: mib })).toBe(false)
    expect(peaks.peaks()).toEqual([{ atSeconds: 100 * 3600 + day, bytes: mib }])
  })
})

describe('confidence', () => {
  const [some, none] = golden.confidence
  test(some?.name ?? '', () => {
    const seconds = Array.from(
      { length: some?.samples ?? 0 },
      (_, i) => i * (some?.sampleIntervalSeconds ?? 0),
    )
    const confidence = vpaConfidence(seconds)
    expect(confidence).toBeCloseTo(some?.expected.confidence ?? 0, 12)
    expect((some?.baseCores ?? 0) * vpaMultiplier(0.1, 2, confidence)).toBeCloseTo(
      some?.expected.cores ?? 0,
      9,
    )
  })

  test(none?.name ?? '', () => {
    expect(vpaConfidence([])).toBe(0)
    const { target, lowerBound, upperBound } = vpaRecommend({ cpuSamples: [], memoryPeaks: [] })
    expect(target).toEqual({ cpuMilli: 25, memoryBytes: 250 * mib })
    expect(lowerBound).toEqual(target)
    expect(upperBound).toEqual({ cpuMilli: none?.expected.amount, memoryBytes: none?.expected.amount })
  })

  test.each(golden.confidence_multiplier_table)('$history of history', ({ days, upper, lower }) => {
    expect(vpaMultiplier(1, 1, days)).toBeCloseTo(upper, 9)
    expect(vpaMultiplier(0.001, -2, days)).toBeCloseTo(lower, 9)
  })
})

describe('the recommendation', () => {
  const inputs = [
    history(1, () => 0.1, 1e8),
    history(7, () => 1, 2e9),
    history(8, (minute) => (minute < 60 ? 2 : 0.1), 5e8),
  ]
  test.each(golden.end_to_end_computed.map((one, index) => ({ ...one, input: inputs[index] })))(
    '$name',
    ({ input, expected, confidence }) => {
      const answer = vpaRecommend(input ?? { cpuSamples: [], memoryPeaks: [] })
      expect(answer.confidence).toBeCloseTo(confidence, 12)
      expect(answer).toMatchObject(expected)
    },
  )

  test('every target lies on the ladder of edges', () => {
    const { cpuMilli, memoryBytes } = golden.target_ladder_computed
    const targets = (values: (number | undefined)[][], of: (edge: number) => number): void => {
      for (const [edge, amount] of values) expect(of(edge ?? 0), `edge ${edge}`).toBe(amount)
    }
    const start = (options: BucketOptions, edge: number): number => buckets(options).start(edge - 1) * 1.0001
    targets(cpuMilli.slice(2), (edge) => {
      const cores = start(vpaCpuBuckets, edge)
      return vpaRecommend({ cpuSamples: [{ atSeconds: 0, cores }], memoryPeaks: [] }).target.cpuMilli
    })
    const aboveFloor = memoryBytes.filter(([, amount]) => (amount ?? 0) > 250 * mib)
    expect(aboveFloor.length).toBeGreaterThan(100)
    targets(aboveFloor, (edge) => {
      const bytes = start(vpaMemoryBuckets, edge)
      return vpaRecommend({ cpuSamples: [], memoryPeaks: [{ atSeconds: day, bytes }] }).target.memoryBytes
    })
  })

  test('containers of a pod share its floor', () => {
    const { target } = vpaRecommend({ cpuSamples: [], memoryPeaks: [], containers: 2 })
    expect(target).toEqual({ cpuMilli: 12, memoryBytes: 125 * mib })
  })

  test('a weight counts, and a confidence that is given', () => {
    const samples = [
      { atSeconds: 0, cores: 1, weight: 1 },
      { atSeconds: 0, cores: 4, weight: 0.05 },
    ]
    const answer = vpaRecommend({ cpuSamples: samples, memoryPeaks: [], confidence: 8 })
    expect(answer.target.cpuMilli).toBe(1168)
    expect(answer.upperBound.cpuMilli).toBe(1314)
  })
})

describe('the updater', () => {
  const bounds = {
    target: { cpuMilli: 1000, memoryBytes: 1000 },
    lowerBound: { cpuMilli: 500, memoryBytes: 500 },
    upperBound: { cpuMilli: 2000, memoryBytes: 2000 },
    confidence: 1,
  }
  test.each([
    ['too small a request', { cpuMilli: 400, memoryBytes: 1000 }, 0, null, true, 'outside'],
    ['too large a request', { cpuMilli: 1000, memoryBytes: 2001 }, 0, null, true, 'outside'],
    ['young', { cpuMilli: 600, memoryBytes: 1000 }, 43_199, null, false, 'younger'],
    ['old', { cpuMilli: 600, memoryBytes: 1000 }, 43_200, null, true, 'older'],
    ['old and near', { cpuMilli: 950, memoryBytes: 1000 }, 43_200, null, false, 'less than a tenth'],
    ['killed soon', { cpuMilli: 1000, memoryBytes: 900 }, 700, 599, true, 'killed'],
    ['killed late', { cpuMilli: 1000, memoryBytes: 900 }, 700, 600, false, 'younger'],
    ['no request', { cpuMilli: 0, memoryBytes: 1000 }, 0, null, true, 'outside'],
  ] as const)('%s', (_, request, ageSeconds, oomAfterSeconds, evicts, because) => {
    const answer = vpaUpdates({ request, ageSeconds, oomAfterSeconds }, bounds)
    expect(answer).toEqual({ evicts, because: expect.stringContaining(because) })
  })
})
