import { describe, expect, it } from 'vitest'
import {
  autocorrelation,
  histogramBins,
  madOutliers,
  mannKendall,
  theilSen,
  tukeyOutliers,
} from '../../src/metrics/index.ts'
import { expectClose } from './close.ts'
import { rosner } from './published.ts'

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

  it("is that of R's Kendall test and scipy's Theil-Sen line", () => {
    const values = [12, 15, 14, 18, 17, 21, 19, 25, 24, 24, 30, 28]
    const { z, p } = mannKendall(values)
    expectClose(z, 3.5741856624420483)
    expectClose(p, 0.0003513195861587746, 1e-11)
    expect(mannKendall(values.toReversed())).toMatchObject({ s: -53, z: -z, p })
    expect(theilSen(values)).toEqual({ slope: 1.5, intercept: 12 })
    expect(theilSen([5, 1, 4, 4, 8, 7, 13])).toEqual({ slope: 1.5, intercept: 1 })
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

  it("is that of R's acf", () => {
    const values = [12, 15, 14, 18, 17, 21, 19, 25, 24, 24, 30, 28]
    for (const [lag, value] of [1, 0.6460230368122032, 0.4711261576776403, 0.2539691804809712].entries())
      expectClose(autocorrelation(values, lag), value)
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
