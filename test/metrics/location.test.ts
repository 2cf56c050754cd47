import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  guideBenchmarkStats,
  guidePercentile,
  holm,
  mean,
  median,
  medianAbsoluteDeviation,
  normalCdf,
  normalQuantile,
  normalTail,
  pairedT,
  quantile,
  standardDeviation,
  studentT,
  welchT,
} from '../../src/metrics/index.ts'
import golden from '../golden/benchmark-stats.json' with { type: 'json' }
import { sleepA, sleepB } from './published.ts'

describe("the guide's statistics", () => {
  it.each(golden.cases.map(({ times, expected }) => [times.length, times, expected] as const))(
    'of %i times are those of its own Python',
    (_, times, expected) => {
      const stats = guideBenchmarkStats(times)
      for (const [key, value] of Object.entries(expected))
        expect(Math.abs(stats[key as keyof typeof stats] - value)).toBeLessThanOrEqual(1e-12)
      expect(stats.iterations).toBe(times.length)
    },
  )

  it('end at the last value where the guide runs past it', () => {
    expect([0, 50, 95, 99, 100].map((p) => guidePercentile([3, 1, 2], p))).toEqual([1, 2, 3, 3, 3])
  })

  it('refuse no times, and what is no percentile', () => {
    expect(() => guideBenchmarkStats([])).toThrow('A benchmark needs at least 1 value')
    for (const p of [-1, 101, Number.NaN]) expect(() => guidePercentile([1], p)).toThrow('from 0 to 100')
  })
})

describe('a quantile', () => {
  const values = [15, 20, 35, 40, 50]
  it.each([
    [0, 15, 15],
    [0.05, 16, 15],
    [0.3, 23, 20],
    [0.4, 29, 20],
    [0.5, 35, 35],
    [1, 50, 50],
  ])('at %f is %f interpolated and %f by nearest rank', (p, interpolated, nearestRank) => {
    expect(quantile(values, p)).toBeCloseTo(interpolated, 12)
    expect(quantile(values, p, 'nearest-rank')).toBe(nearestRank)
  })

  it('by nearest rank is not moved by the rounding of the share', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
    for (let percent = 1; percent <= 100; percent++)
      expect(quantile(hundred, percent / 100, 'nearest-rank')).toBe(percent)
  })

  it('is one of the values where nothing lies between them', () => {
    expect(quantile([7], 0.3)).toBe(7)
    expect(quantile([1, 2, 3], 0.5)).toBe(2)
  })

  it('refuses no values and other shares', () => {
    expect(() => quantile([], 0.5)).toThrow('at least 1 value')
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => quantile([1], p)).toThrow('from 0 to 1')
  })
})

describe('mean, median and spread', () => {
  it('are those of the textbook', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9]
    expect(mean(values)).toBe(5)
    expect(median(values)).toBe(4.5)
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 14)
    expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9])).toBe(1)
    expect(standardDeviation([5])).toBe(0)
  })

  it('do not lose small values beside large ones', () => {
    expect(mean([1e16, 1, -1e16, 1])).toBe(0.5)
    expect(standardDeviation([1e9, 1e9 + 1, 1e9 + 2])).toBe(1)
  })

  it('leave their input as it was', () => {
    const values = Object.freeze([3, 1, 2])
    expect(median(values)).toBe(2)
    expect(values).toEqual([3, 1, 2])
  })

  it.each([mean, median, standardDeviation, medianAbsoluteDeviation])('%o refuses nothing and NaN', (of) => {
    expect(() => of([])).toThrow('at least 1 value')
    expect(() => of([Number.NaN])).toThrow('holds NaN')
  })
})

describe("Student's t", () => {
  it('compares the sleep data as R does', () => {
    const welch = welchT(sleepA, sleepB)
    expect(welch.t).toBeCloseTo(-1.8608134675, 9)
    expect(welch.df).toBeCloseTo(17.7764735162, 9)
    expect(welch.p).toBeCloseTo(0.0793941402, 9)
    const paired = pairedT(sleepA, sleepB)
    expect(paired.t).toBeCloseTo(-4.0621276834, 9)
    expect(paired.p).toBeCloseTo(0.0028328902, 9)
    expect(paired).toMatchObject({ df: 9 })
    expect(paired.difference).toBeCloseTo(-1.58, 12)
    expect(paired.low).toBeCloseTo(-2.4598858, 7)
    expect(paired.high).toBeCloseTo(-0.7001142, 7)
  })

  it('has the degrees of freedom that the sample sizes give', () => {
    // The split for which a common tool prints 8.9e-6 by dividing by n.
    const { p } = welchT([1, 1.02, 1.05, 0.95, 0.98], [0.8, 0.82, 0.85, 0.79, 0.77])
    expect(p).toBeCloseTo(2.714045e-5, 10)
  })

  it('is sure of a difference without any spread, and of none', () => {
    expect(welchT([1, 1], [2, 2, 2])).toMatchObject({ p: 0, difference: -1, low: -1, high: -1, df: 3 })
    expect(welchT([1, 1], [1, 1])).toMatchObject({ t: 0, p: 1 })
  })

  it.each([
    [0.975, 10, 2.228138851986274],
    [0.975, 1, 12.706204736174698],
    [0.95, 2.5, 2.5582184],
    [0.5, 3, 0],
    [0.025, 10, -2.228138851986274],
  ])('has the quantile %f with %f degrees of freedom at %f', (p, df, t) => {
    expect(studentT(p, df)).toBeCloseTo(t, df === 2.5 ? 6 : 11)
  })

  it('refuses what has no distribution', () => {
    for (const [p, df] of [
      [0, 3],
      [1, 3],
      [0.5, 0],
      [0.5, Number.NaN],
    ] as const)
      expect(() => studentT(p, df)).toThrow("Student's t needs")
    expect(() => welchT([1], [1, 2])).toThrow('at least 2 values')
    expect(() => pairedT([1, 2], [1, 2, 3])).toThrow('has no pairs')
  })
})

describe('the normal distribution', () => {
  it.each([
    [-8, 6.220960574271785e-16],
    [-3, 0.0013498980316300946],
    [-1, 0.15865525393145705],
    [0, 0.5],
    [1.959963984540054, 0.975],
    [6, 0.9999999990134123],
  ])('has below %f the share %f', (z, p) => {
    expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-13)
  })

  it('has the tail that is missing below', () => {
    expect(normalTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 12)
    expect(normalTail(-1)).toBeCloseTo(normalCdf(1), 15)
    expect(normalTail(40)).toBe(0)
  })

  it('is turned round by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
      }),
    )
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
    expect(() => normalQuantile(1)).toThrow('between 0 and 1')
  })
})

describe("Holm's correction", () => {
  it.each([
    [
      [0.01, 0.04, 0.03, 0.005],
      [0.03, 0.06, 0.06, 0.02],
    ],
    [[0.5], [0.5]],
    [
      [0.9, 0.8],
      [1, 1],
    ],
    [
      [0.02, 0.02],
      [0.04, 0.04],
    ],
  ])('of %j is %j', (p, expected) => {
    const adjusted = holm(p)
    for (const [index, value] of expected.entries()) expect(adjusted[index]).toBeCloseTo(value, 14)
  })

  it('refuses what is no p-value', () => {
    expect(() => holm([])).toThrow('at least 1 value')
    expect(() => holm([1.2])).toThrow('from 0 to 1')
  })
})
