import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import {
  autocorrelation,
  bootstrapMedian,
  eDivisive,
  guideBenchmarkStats,
  guidePercentile,
  histogramBins,
  hodgesLehmann,
  hodgesLehmannBound,
  holm,
  madOutliers,
  mannKendall,
  mannWhitneyU,
  mean,
  median,
  medianAbsoluteDeviation,
  medianInterval,
  pairedT,
  quantile,
  serialCorrelation,
  signedRank,
  standardDeviation,
  theilSen,
  tukeyOutliers,
  welchT,
} from '../../src/metrics/index.ts'
import { expectClose } from './close.ts'

/** Every statistic of a sample, with all else as it is by default. */
const ofSample: Record<string, (values: readonly number[]) => unknown> = {
  autocorrelation,
  bootstrapMedian,
  eDivisive,
  guideBenchmarkStats,
  guidePercentile: (values) => guidePercentile(values, 95),
  histogramBins,
  hodgesLehmann,
  hodgesLehmannBound: (values) => hodgesLehmannBound(values, 0.95),
  holm,
  madOutliers,
  mannKendall,
  mannWhitneyU: (values) => mannWhitneyU(values, [1, 2, 3]),
  mean,
  median,
  medianAbsoluteDeviation,
  medianInterval,
  pairedT: (values) => pairedT(values, [1, 2, 3]),
  quantile: (values) => quantile(values, 0.5),
  serialCorrelation,
  signedRank,
  standardDeviation,
  theilSen,
  tukeyOutliers,
  welchT: (values) => welchT(values, [1, 2, 3]),
}

describe.each(Object.entries(ofSample))('%s', (name, statistic) => {
  it.each([
    ['NaN', [1, Number.NaN, 2]],
    ['an infinite value', [1, Number.POSITIVE_INFINITY, 2]],
    ['a value below all numbers', [1, Number.NEGATIVE_INFINITY, 2]],
    ['a hole', Object.assign(Array(3), { 0: 1, 2: 3 })],
  ])('refuses %s', (_, values) => {
    expect(() => statistic(values)).toThrow(OperatorError)
    expect(() => statistic(values)).toThrow('which is no number to compute with')
  })

  it('refuses no values', () => {
    if (name === 'autocorrelation') expect(statistic([])).toBe(0)
    else expect(() => statistic([])).toThrow(/needs at least [12] values?, got 0/)
  })

  it.each([
    [[3]],
    [[0]],
    [[1, 2]],
    [[5, 5, 5, 5, 5, 5, 5, 5]],
    [[0, 0, 0, 0, 0, 0]],
    [[1, 1, 1, 1, 1, 2]],
    [[1e308, 1.7e308, 1.2e308, 1.1e308, 1e308, 1.3e308]],
    [[1e308, -1.7e308, 1e308]],
    [[5e-324, 1e-323, 0, 2e-323, 1e-320, 1e-310]],
    [[1e-200, 2e-200, -3e-200, 5e-200, 1e-200, 2e-200]],
    [[1e-300, 1e298, 1, -1e298, 3, 7]],
  ])('of %j is finite or refused', (values) => {
    const wrong: string[] = []
    try {
      look(statistic(values), name, wrong)
    } catch (error) {
      expect(error).toBeInstanceOf(OperatorError)
    }
    expect(wrong).toEqual([])
  })
})

/** Notes each number that is not finite, and each p outside 0 to 1. Of constant samples t is infinite, as it says. */
function look(value: unknown, path: string, wrong: string[]): void {
  if (typeof value === 'number') {
    const isShare = /\.p(Less|Greater)?$/.test(path)
    const isLimit = path.endsWith('.t') && !Number.isNaN(value)
    const isUnattained = path === 'hodgesLehmannBound' && value === Number.POSITIVE_INFINITY
    if (!Number.isFinite(value) && !isLimit && !isUnattained) wrong.push(`${path} is ${value}`)
    if (isShare && !(value >= 0 && value <= 1)) wrong.push(`${path} is ${value}`)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) look(part, `${path}.${key}`, wrong)
  }
}

describe('values at the end of the numbers', () => {
  it('have their mean, median, quantile and spread', () => {
    const values = [1e308, 1.7e308, 1.2e308, 1.4e308]
    expectClose(mean(values), 1.325e308)
    expect(median(values)).toBe(1.3e308)
    expectClose(quantile([-1.5e308, 1.5e308], 0.75), 0.75e308)
    expect(standardDeviation([1e308, 1e308])).toBe(0)
    expectClose(standardDeviation([1e-200, 3e-200]), Math.SQRT2 * 1e-200)
    expectClose(standardDeviation([1e200, 3e200]), Math.SQRT2 * 1e200)
    expectClose(autocorrelation([1e-200, 2e-200, 3e-200, 4e-200, 5e-200]), 0.4)
  })

  it('go into bins that are there', () => {
    expect(histogramBins([0, 5e-324, 1e-323], 2).map(({ count }) => count)).toEqual([1, 2])
    // 0.3 / 0.1 is a hair less than 3, and still belongs to the fourth bin.
    expect(histogramBins([0, 0.3, 1], 10)[3]).toEqual({ from: 0.3, to: 0.4, count: 1 })
  })

  it('are outliers with a finite score', () => {
    expect(madOutliers([0, 0, 0, 0, 1e-3])[0]?.score).toBe(0.6745 / Number.EPSILON)
    expect(madOutliers([2, 2, 2, 2, 3])[0]?.score).toBe(0.6745 / (2 * Number.EPSILON))
    expect(madOutliers([2, 2, 2, 2, 1])[0]?.score).toBe(-0.6745 / (2 * Number.EPSILON))
    expect(madOutliers([5e-324, 5e-324, 5e-324, 1])[0]?.score).toBe(0.6745e300)
    expect(madOutliers([1, 2, 3, 4, 9], { threshold: 0 }).map(({ index }) => index)).toEqual([0, 1, 3, 4])
  })
})
