import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/index.ts'
import {
  autocorrelation,
  eDivisive,
  histogramBins,
  madOutliers,
  mannKendall,
  theilSen,
  tukeyOutliers,
} from '../../src/metrics/index.ts'

const repeated = (count: number, value: number): number[] => Array.from({ length: count }, () => value)

/** NIST handbook, Rosner's 54 values. */
const rosner = [
  -0.25, 0.68, 0.94, 1.15, 1.2, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.7,
  1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.1, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.4,
  2.47, 2.54, 2.62, 2.64, 2.9, 2.92, 2.92, 2.93, 3.21, 3.26, 3.3, 3.59, 3.68, 4.3, 4.64, 5.34, 5.42, 6.01,
]

describe('outliers', () => {
  it('by the modified z-score are the three of the NIST handbook', () => {
    const found = madOutliers(rosner)
    expect(found.map(({ index }) => index)).toEqual([51, 52, 53])
    for (const [place, score] of [4.0161, 4.1151, 4.8453].entries())
      expect(found[place]?.score).toBeCloseTo(score, 4)
    expect(found.every(({ extreme }) => !extreme)).toBe(true)
  })

  it('are extreme from ten standard deviations on, as in hyperfine', () => {
    // Median 3, MAD 1.
    const at = (value: number) => madOutliers([1, 2, 2, 3, 4, 4, value])
    expect(at(3 + 14.83)[0]?.extreme).toBe(true)
    expect(at(3 + 14.82)[0]?.extreme).toBe(false)
  })

  it('are all other values where most are equal', () => {
    expect(madOutliers([1, 1, 1, 1, 2])).toMatchObject([{ index: 4, value: 2, extreme: true }])
    expect(madOutliers([0, 0, 0, 0])).toEqual([])
  })

  it('take another threshold', () => {
    expect(madOutliers(rosner, { threshold: 4.5 }).map(({ value }) => value)).toEqual([6.01])
  })

  it('by the quartiles are mild or severe, low or high', () => {
    // Quartiles 10 and 20: fences at -5 and 35, outer ones at -20 and 50.
    const values = [10, 10, 20, 20, 15, 15, 15, 10, 20, -21, -6, 36, 51, 35, -5]
    expect(tukeyOutliers(values).map(({ value, severity, side }) => [value, severity, side])).toEqual([
      [-21, 'severe', 'low'],
      [-6, 'mild', 'low'],
      [36, 'mild', 'high'],
      [51, 'severe', 'high'],
    ])
  })
})

describe('a trend', () => {
  it('is a line that one wild value does not bend', () => {
    const values = Array.from({ length: 21 }, (_, index) => 5 + 2 * index)
    values[7] = 1e6
    expect(theilSen(values)).toEqual({ slope: 2, intercept: 5 })
  })

  it('is tested as by Mann and Kendall', () => {
    // S = 8 of 10 pairs, variance 5 x 4 x 15 / 18.
    const { s, z } = mannKendall([1, 2, 4, 3, 5])
    expect(s).toBe(8)
    expect(z).toBeCloseTo(7 / Math.sqrt(300 / 18), 12)
    expect(mannKendall([3, 3, 3])).toEqual({ s: 0, z: 0, p: 1 })
    // Ties: two groups of two.
    expect(mannKendall([1, 1, 2, 2]).z).toBeCloseTo(3 / Math.sqrt((4 * 3 * 13 - 2 * 2 * 1 * 9) / 18), 12)
  })

  it('of thousands of values is found in the same units', () => {
    const values = Array.from({ length: 5003 }, (_, index) => 1 + 0.25 * index)
    expect(theilSen(values).slope).toBeCloseTo(0.25, 12)
    expect(mannKendall(values).p).toBeLessThan(1e-12)
  })
})

describe('autocorrelation', () => {
  it('is that of the textbook', () => {
    // Mean 3; products at lag 1: 2, 0, 0, 2; at lag 2: 0, -1, 0; squares 10.
    expect(autocorrelation([1, 2, 3, 4, 5])).toBeCloseTo(0.4, 14)
    expect(autocorrelation([1, 2, 3, 4, 5], 2)).toBeCloseTo(-0.1, 14)
    expect(autocorrelation([1, -1, 1, -1, 1, -1])).toBeCloseTo(-5 / 6, 14)
  })

  it('is 0 where there is nothing to compare', () => {
    expect([autocorrelation([]), autocorrelation([1]), autocorrelation([2, 2, 2])]).toEqual([0, 0, 0])
  })
})

describe('a histogram', () => {
  it('has bins of equal width that hold every value once', () => {
    expect(histogramBins([0, 1, 1, 2, 9, 10], 5)).toEqual([
      { from: 0, to: 2, count: 3 },
      { from: 2, to: 4, count: 1 },
      { from: 4, to: 6, count: 0 },
      { from: 6, to: 8, count: 0 },
      { from: 8, to: 10, count: 2 },
    ])
  })

  it('has one bin for equal values, and 5 to 40 otherwise', () => {
    expect(histogramBins([3, 3])).toEqual([{ from: 3, to: 3, count: 2 }])
    expect(histogramBins([1, 2])).toHaveLength(5)
    const wide = [...Array.from({ length: 999 }, (_, index) => index / 1000), 1e6]
    expect(histogramBins(wide)).toHaveLength(40)
  })
})

describe('change points', () => {
  const otava = [
    1.02, 0.95, 0.99, 1, 1.12, 1, 1.01, 0.98, 1.01, 0.96, 0.5, 0.51, 0.48, 0.48, 0.55, 0.5, 0.49, 0.51, 0.5,
    0.49,
  ]

  it('are where Otava finds them, with its statistic', () => {
    const [point, ...others] = eDivisive(otava)
    expect(others).toEqual([])
    expect(point?.index).toBe(10)
    expect(point?.statistic).toBeCloseTo(4.6822222222, 9)
    expect(point?.before).toBeCloseTo(1.004, 12)
    expect(point?.after).toBeCloseTo(0.501, 12)
    expect(point?.change).toBeCloseTo(0.501 / 1.004 - 1, 12)
    expect(point?.low).toBeLessThan(point?.change ?? 0)
    expect(point?.high).toBeGreaterThan(point?.change ?? 0)
    expect(point?.high).toBeLessThan(-0.4)
    expect(point?.p).toBeLessThanOrEqual(0.001)
  })

  it.each([
    ['a clean step', [...repeated(15, 50), ...repeated(15, 100)], [15]],
    [
      'a point on the way that is nearer the new level',
      [...repeated(14, 50), 76, ...repeated(15, 100)],
      [14],
    ],
    [
      'a point on the way that is nearer the old level',
      [...repeated(14, 50), 74, ...repeated(15, 100)],
      [15],
    ],
    ['two steps', [...repeated(10, 1), ...repeated(10, 2), ...repeated(10, 1)], [10, 20]],
    ['a level that comes and goes', [...repeated(12, 1), ...repeated(5, 2), ...repeated(12, 1)], [12, 17]],
    ['a level of three points at the end', [...repeated(20, 1), 2, 2, 2], [20]],
  ])('are found for %s', (_, series, expected) => {
    expect(eDivisive(series).map(({ index }) => index)).toEqual(expected)
  })

  it.each([
    ['a spike in the middle', [...repeated(10, 1), 5, ...repeated(10, 1)]],
    ['a spike at the end', [...repeated(15, 1), 5]],
    ['a spike at the start', [5, ...repeated(15, 1)]],
    ['a spike before the last point', [...repeated(15, 1), 5, 1]],
    ['a level of two points', [...repeated(12, 1), 2, 2, ...repeated(12, 1)]],
    ['nothing but one value', repeated(20, 3)],
    ['too few points', [1, 1, 9, 9]],
  ])('are none for %s', (_, series) => {
    expect(eDivisive(series)).toEqual([])
  })

  it('are found in noise without being found in noise alone', () => {
    const random = seededRandom(7)
    const noise = Array.from({ length: 120 }, () => 100 + 3 * random.normal())
    expect(eDivisive(noise)).toEqual([])
    const stepped = noise.map((value, index) => (index < 60 ? value : value * 1.1))
    const [point, ...others] = eDivisive(stepped)
    expect(others).toEqual([])
    expect(Math.abs((point?.index ?? 0) - 60)).toBeLessThanOrEqual(2)
    expect(point?.change).toBeCloseTo(0.1, 1)
  })

  it('are false in at most a few of a hundred series of noise', () => {
    const random = seededRandom(11)
    let alarms = 0
    for (let round = 0; round < 100; round++) {
      const series = Array.from({ length: 30 }, () => 1 + 0.05 * random.normal())
      if (eDivisive(series, { permutations: 199, pValue: 0.02, seed: round }).length > 0) alarms++
    }
    // Binomial with 0.02: more than 7 of 100 has a chance of 0.1 %.
    expect(alarms).toBeLessThanOrEqual(7)
  })

  it('are found through windows that overlap', () => {
    const series = [...repeated(20, 1), ...repeated(20, 2), ...repeated(20, 1)].map(
      (value, index) => value + (index % 3) * 0.01,
    )
    expect(eDivisive(series, { window: 16 }).map(({ index }) => index)).toEqual([20, 40])
  })

  it('smaller than the magnitude asked for are none', () => {
    const series = [...repeated(15, 100), ...repeated(15, 103)]
    expect(eDivisive(series)).toHaveLength(1)
    expect(eDivisive(series, { magnitude: 0.05 })).toEqual([])
  })

  it('are the same each time', () => {
    const random = seededRandom(3)
    const series = Array.from({ length: 60 }, (_, index) => random.normal() + (index < 30 ? 0 : 1.2))
    expect(eDivisive(series)).toEqual(eDivisive(series))
  })

  it.each([
    [{ pValue: 0 }, 'a p-value'],
    [{ permutations: 0 }, 'permutations'],
    [{ window: 4 }, 'a window'],
  ])('are refused with %j', (options, problem) => {
    expect(() => eDivisive([1, 2, 3], options)).toThrow(problem)
  })
})
