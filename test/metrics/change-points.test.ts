import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/index.ts'
import { eDivisive } from '../../src/metrics/index.ts'

const repeated = (count: number, value: number): number[] => Array.from({ length: count }, () => value)

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

  it.each([
    ['a fall in few noisy points', [1.02, 0.95, 0.99, 1, 1.12, 0.9, 0.5, 0.51, 0.48, 0.48, 0.55], [6]],
    ['a small fall', [2.02, 2.03, 2.01, 2.04, 1.82, 1.85, 1.79, 1.81, 1.8, 1.76, 1.78], [4]],
    ['a spike before a step', [50, 50, 100, ...repeated(12, 50), ...repeated(15, 100)], [15]],
    [
      'a spike before two steps',
      [50, 50, 100, ...repeated(12, 50), ...repeated(15, 100), ...repeated(15, 150)],
      [15, 30],
    ],
    ['levels of 0, 1 and 20', [...repeated(40, 0), ...repeated(40, 1), ...repeated(40, 20)], [40, 80]],
    [
      'three levels of wide noise',
      [
        41, 18, 23, 3, 32, 11, 40, 13, 29, 48, 47, 35, 18, 21, 6, 2, 23, 3, 4, 7, 120, 103, 102, 81, 71, 62,
        115, 61, 108, 63, 70, 98, 65, 96, 64, 74, 70, 113, 90, 114, 208, 196, 153, 150, 225, 179, 206, 165,
        177, 151, 218, 217, 244, 245, 229, 195, 225, 229, 176, 250,
      ],
      [20, 40],
    ],
  ])('are where Otava and MongoDB find them: %s', (_, series, expected) => {
    expect(eDivisive(series).map(({ index }) => index)).toEqual(expected)
  })

  it('from and to a level of 0 have a change that is a number', () => {
    const up = eDivisive([...repeated(10, 0), ...repeated(10, 5)])
    expect(up).toMatchObject([{ index: 10, before: 0, after: 5, change: 1, low: 1, high: 1, statistic: 50 }])
    expect(eDivisive([...repeated(10, 0), ...repeated(10, -5)])).toMatchObject([
      { change: -1, low: -1, high: -1 },
    ])
    expect(eDivisive([...repeated(10, 5), ...repeated(10, 0)])).toMatchObject([
      { change: -1, low: -1, high: -1 },
    ])
    expect(eDivisive([...repeated(10, -5), ...repeated(10, -10)])).toMatchObject([{ change: -1 }])
  })

  it('of a small p-value get the permutations that it needs', () => {
    const series = [...repeated(15, 1), ...repeated(15, 2)].map((value, index) => value + 0.01 * (index % 3))
    expect(eDivisive(series, { pValue: 0.0004 })[0]?.p).toBe(1 / 2500)
    expect(eDivisive(series, { pValue: 0.5, permutations: 1 })[0]?.p).toBe(0.5)
  })

  it('in more than 500 points are looked for in windows', () => {
    expect(eDivisive([...repeated(300, 0), ...repeated(300, 1)]).map(({ index }) => index)).toEqual([300])
  })

  it('have segments as long as asked for', () => {
    const series = [...repeated(20, 1), ...repeated(4, 2), ...repeated(20, 1)]
    expect(eDivisive(series).map(({ index }) => index)).toEqual([20, 24])
    expect(eDivisive(series, { minimumSegment: 1 })).toEqual(eDivisive(series))
    expect(eDivisive(series, { minimumSegment: 4 }).map(({ index }) => index)).toEqual([20, 24])
    for (const least of [4, 5, 6, 8, 12]) {
      const ends = [0, ...eDivisive(series, { minimumSegment: least }).map(({ index }) => index), 44]
      for (const [place, end] of ends.slice(1).entries())
        expect(end - (ends[place] ?? 0)).toBeGreaterThanOrEqual(least)
    }
  })
})
