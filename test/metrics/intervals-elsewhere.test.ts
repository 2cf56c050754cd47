import { describe, expect, it } from 'vitest'
import {
  bootstrapMedian,
  clopperPearson,
  hodgesLehmann,
  hodgesLehmannBound,
  medianInterval,
  minimumDetectableEffect,
  pairsNeeded,
} from '../../src/metrics/index.ts'
import { expectClose } from './close.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('the interval of a median', () => {
  it.each([
    [7, 0.8, 2, 6, 0.875],
    [7, 0.95, 1, 7, 0.984375],
    [12, 0.8, 4, 9, 0.85400390625],
    [12, 0.9, 3, 10, 0.96142578125],
    [12, 0.95, 3, 10, 0.96142578125],
    [12, 0.99, 2, 11, 0.99365234375],
    [13, 0.9, 4, 10, 0.90771484375],
    [13, 0.95, 3, 11, 0.9775390625],
    [25, 0.8, 9, 17, 0.8922478556632994],
    [25, 0.95, 8, 18, 0.9567147493362427],
    [25, 0.99, 6, 20, 0.9959226846694946],
    [41, 0.8, 16, 26, 0.8827247940425873],
    [41, 0.9, 15, 27, 0.9404161119819036],
    [41, 0.95, 14, 28, 0.9724668441704125],
    [41, 0.99, 12, 30, 0.9956759950655396],
    [100, 0.8, 44, 57, 0.8066520955043575],
    [100, 0.95, 40, 61, 0.9647997997822951],
    [100, 0.99, 37, 64, 0.9933628794840739],
  ])(
    "of %i values at %f is that of R's qbinom: order statistics %i and %i, %f",
    (n, asked, low, high, attained) => {
      const interval = medianInterval(range(1, n), asked)
      expect(interval).toMatchObject({ lowOrder: low, highOrder: high, low, high })
      expectClose(interval.confidence, attained)
    },
  )

  it('of twelve values at 80 % is that of R by way of asv', () => {
    const values = [
      -2.47946614, -1.49595963, -1.02812482, -0.76592323, -0.09452743, 0.10732743, 0.27798342, 0.50173779,
      0.57829823, 0.60474948, 0.94695675, 1.20159789,
    ]
    const { median, low, high } = medianInterval(values, 0.8)
    expect(median).toBeCloseTo(0.1926554, 7)
    expect([low, high]).toEqual([-0.76592323, 0.57829823])
  })

  it('has its narrowest form just where its confidence is asked for', () => {
    expect(medianInterval(range(1, 12), 0.85400390625).lowOrder).toBe(4)
    expect(medianInterval(range(1, 12), 0.8541).lowOrder).toBe(3)
    expect(medianInterval(range(1, 2), 0.4)).toMatchObject({ lowOrder: 1, highOrder: 2, confidence: 0.5 })
    expect(medianInterval(range(1, 3), 0.1)).toMatchObject({ lowOrder: 1, highOrder: 3 })
  })
})

describe('the Hodges-Lehmann estimate', () => {
  it.each([
    [[0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01], 0.95, 0.46, 0.01, 0.786],
    [[0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01], 0.8, 0.46, 0.22, 0.691],
    [[0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01], 0.9, 0.46, 0.175, 0.726],
    [[0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01], 0.99, 0.46, -0.1135, 0.987],
    [[1.2, -0.3, 2.5, -1.1, 0.7, 3.3, -0.2, 0.9, 1.6, -2.1, 2.8, 0.4], 0.95, 0.8, -0.25, 1.85],
    [[1.2, -0.3, 2.5, -1.1, 0.7, 3.3, -0.2, 0.9, 1.6, -2.1, 2.8, 0.4], 0.8, 0.8, 0.2, 1.55],
    [[1.2, -0.3, 2.5, -1.1, 0.7, 3.3, -0.2, 0.9, 1.6, -2.1, 2.8, 0.4], 0.9, 0.8, -0.1, 1.7],
    [[1.2, -0.3, 2.5, -1.1, 0.7, 3.3, -0.2, 0.9, 1.6, -2.1, 2.8, 0.4], 0.99, 0.8, -0.7, 2.25],
    [[-5, -4, -3.5, -2, 1, -1.5, -6, -7], 0.95, -3.625, -6, -1.25],
    [[-5, -4, -3.5, -2, 1, -1.5, -6, -7], 0.8, -3.625, -5, -2],
    [[-5, -4, -3.5, -2, 1, -1.5, -6, -7], 0.99, -3.625, -7, 1],
  ])("of %j at %f is that of R's wilcox.test", (differences, confidence, estimate, low, high) => {
    const result = hodgesLehmann(differences, { confidence })
    expectClose(result.estimate, estimate)
    expectClose(result.low, low)
    expectClose(result.high, high)
  })

  it('finds its means without listing them, as listing them does', () => {
    const values = range(1, 41).map((value) => Math.round(40 * Math.sin(value * value)) / 4)
    const means = values
      .flatMap((one, index) => values.slice(index).map((other) => (one + other) / 2))
      .sort((a, b) => a - b)
    const { estimate, low, high, confidence } = hodgesLehmann(values)
    expect(estimate).toBe(means[430])
    // R: qsignrank(.025, 41) is 280, and 1 - 2 psignrank(279, 41) the confidence.
    expect([low, high]).toEqual([means[279], means[861 - 280]])
    expectClose(confidence, 0.9503413156517126)
  })

  it('of 600 values has the ranks of qsignrank, and of 100,000 an answer', () => {
    const { low, high, confidence } = hodgesLehmann(range(1, 600))
    // The mean number 81826 of those of 1 ... 600: 1, 1.5, 2 and 2, 2.5 and 2.5 ...
    const means = range(1, 600)
      .flatMap((one) => range(one, 600).map((other) => (one + other) / 2))
      .sort((a, b) => a - b)
    expect([low, high]).toEqual([means[81_825], means[180_300 - 81_826]])
    expectClose(confidence, 0.9500120189332121, 1e-8)
    const many = hodgesLehmann(range(1, 100_000))
    expect(many.estimate).toBe(50_000.5)
    expect(many.low + many.high).toBe(100_001)
  })

  it('is the value itself where all are equal, and finite at the end of the numbers', () => {
    expect(hodgesLehmann(Array.from({ length: 12 }, () => 3))).toMatchObject({ estimate: 3, low: 3, high: 3 })
    expect(hodgesLehmann([1e308, 1.7e308]).estimate).toBe(1.35e308)
    expect(hodgesLehmann([-1, 1])).toMatchObject({ estimate: 0, low: -1, high: 1 })
    expect(hodgesLehmann([0, 5e-324]).low).toBe(0)
  })

  it('takes as R does the first rank whose chance is the tail asked for or more, and is exact for 500 values', () => {
    // P(W+ <= 0), <= 1, <= 2 of five differences are 1, 2 and 3 of 32.
    const five = [1, 2, 4, 8, 16]
    const lows = [28, 27.9, 26, 25.9].map((ways) => hodgesLehmann(five, { confidence: ways / 32 }).low)
    expect(lows).toEqual([1, 1.5, 1.5, 2])
    expect(hodgesLehmannBound(five, 31 / 32)).toBe(16)
    expect(hodgesLehmannBound(five, 31.1 / 32)).toBe(Number.POSITIVE_INFINITY)
    // R: qsignrank(.025, 500) is 56291, and 1 - 2 psignrank(56290, 500) the confidence.
    expectClose(hodgesLehmann(range(1, 500)).confidence, 0.9500310225928409)
  })

  it('has a bound only for the better half of the confidences', () => {
    for (const confidence of [0.5, 1, 0, Number.NaN])
      expect(() => hodgesLehmannBound([1, 2, 3], confidence)).toThrow('between 0.5 and 1')
    expect(hodgesLehmannBound(range(1, 12), 0.9975)).toBe(
      hodgesLehmann(range(1, 12), { confidence: 0.995 }).high,
    )
  })
})

describe('the bootstrap of a median', () => {
  it.each([
    [[1, 2, 4, 8], 0.5, 2, 4.5],
    [[1, 2, 4, 8], 0.8, 1.5, 6],
    [[1, 2, 4, 8], 0.9, 1, 8],
    [[1, 3, 4, 9, 20], 0.8, 3, 9],
    [[1, 3, 4, 9, 20], 0.9, 1, 20],
    [[1, 2, 4, 8, 16, 32], 0.5, 4, 10],
    [[1, 2, 4, 8, 16, 32], 0.8, 2, 16],
    [[1, 2, 4, 8, 16, 32], 0.9, 2, 20],
    [[1, 2, 4, 8, 16, 32], 0.95, 1.5, 24],
    [[1, 2, 4, 8, 16, 32], 0.99, 1, 32],
    [[5, 5, 7, 9], 0.8, 5, 8],
    [[5, 5, 7, 9], 0.95, 5, 9],
  ])('in the limit is that of all resamples: %j at %f', (values, confidence, low, high) => {
    expect(bootstrapMedian(values, { confidence, resamples: 'exact' })).toMatchObject({ low, high })
  })

  it('of seven values has the chances .01015 .09812 .23863 .30620, and the same back', () => {
    const lowAt = (tail: number): number =>
      bootstrapMedian(range(1, 7), { confidence: 1 - 2 * tail, resamples: 'exact' }).low
    expect([0.0101, 0.0102, 0.1082, 0.1083, 0.3468, 0.347].map(lowAt)).toEqual([1, 2, 2, 3, 3, 4])
  })

  it.each([10_000, 10_001])('in the limit of %i values is nearly the interval by the binomial', (n) => {
    const { low, high } = bootstrapMedian(range(1, n), { resamples: 'exact' })
    const { low: from, high: to } = medianInterval(range(1, n))
    expect(Math.abs(low - from)).toBeLessThanOrEqual(2)
    expect(Math.abs(high - to)).toBeLessThanOrEqual(2)
  })
})

describe('the interval of a share', () => {
  it.each([
    [0, 10, 0.95, 0, 0.3084971078187608],
    [3, 20, 0.99, 0.01764263795419471, 0.449465406739486],
    [17, 17, 0.9, 0.8384338887392598, 1],
    [250, 1000, 0.95, 0.2234304062646804, 0.2780500062237555],
    [1, 5000, 0.95, 5.063548777051591e-6, 1.113819380333973e-3],
    [999_999, 1_000_000, 0.95, 0.9999944283693444, 0.9999999746821948],
  ])("after %i of %i at %f is that of R's binom.test", (successes, trials, confidence, low, high) => {
    const interval = clopperPearson(successes, trials, { confidence })
    expectClose(interval.low, low, 1e-11)
    expectClose(interval.high, high, 1e-11)
  })
})

describe('the smallest effect that can be found', () => {
  it.each([
    [0.03, 60, 0.0035, 0.95, 0.017207569756793405],
    [0.05, 12, 0.0035, 0.95, 0.06412882617293264],
    [0.02, 30, 0.01, 0.8, 0.011837626014663387],
    [0.1, 9, 0.05, 0.9, 0.09982228639181723],
  ])('with a spread of %f, %i pairs, alpha %f and power %f is %f', (spread, pairs, alpha, power, effect) => {
    expectClose(minimumDetectableEffect({ spread, pairs, alpha, power }), effect)
  })

  it.each([
    [0.03, 0.02, 0.0035, 0.95, 45],
    [0.05, 0.01, 0.0025, 0.95, 519],
    [0.02, 0.05, 0.05, 0.8, 2],
    [0.08, 0.03, 0.005, 0.9, 111],
    [0, 0.03, 0.005, 0.9, 1],
    [1, 1e-300, 0.005, 0.9, Number.MAX_SAFE_INTEGER],
  ])(
    'a spread of %f needs for %f, at alpha %f and power %f, so many pairs: %i',
    (spread, effect, alpha, power, pairs) => {
      expect(pairsNeeded({ spread, effect, alpha, power })).toBe(pairs)
    },
  )
})
