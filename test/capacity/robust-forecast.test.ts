import { describe, expect, test } from 'vitest'
import { robustForecast } from '../../src/capacity/index.ts'
import { seededRandom } from '../../src/core/index.ts'

/** A line, a season and normal noise. */
function series(count: number, { slope = 1, season = [0], noise = 0, seed = 1 } = {}): number[] {
  const random = seededRandom(seed)
  return Array.from(
    { length: count },
    (_, index) => 100 + slope * index + (season[index % season.length] ?? 0) + noise * random.normal(),
  )
}

describe('a robust forecast', () => {
  test('of a line goes on with it', () => {
    const found = robustForecast({ y: series(20), horizon: 3, capacity: 150 })
    expect(found).toMatchObject({ slope: 1, intercept: 100, since: 0, season: [], fit: [120, 121, 122] })
    expect(found.exhaustion).toEqual({ likely: 50, earliest: 50, latest: 50 })
  })

  test('is not bent by outliers', () => {
    const y = series(40, { noise: 0.5 })
    y[7] = 900
    y[31] = -500
    const { slope, residualDeviation } = robustForecast({ y, horizon: 1 })
    expect(slope).toBeGreaterThan(0.97)
    expect(slope).toBeLessThan(1.03)
    expect(residualDeviation).toBeLessThan(1)
  })

  test('takes a season off, and puts it on again', () => {
    const season = [0, 3, 9, -2, 0]
    const {
      slope,
      fit,
      season: found,
      exhaustion,
    } = robustForecast({
      y: series(37, { season }),
      horizon: 10,
      period: 5,
      capacity: 200,
    })
    expect(slope).toBeCloseTo(1, 12)
    expect(found.map((value) => value - (found[0] ?? 0))).toEqual(
      [0, 3, 9, -2, 0].map((value) => expect.closeTo(value, 9)),
    )
    for (const [index, value] of fit.entries())
      expect(value).toBeCloseTo(100 + 37 + index + (season[(37 + index) % 5] ?? 0), 9)
    // It is full when its highest hour is, not when the line is.
    expect(exhaustion?.likely).toBeCloseTo(91, 9)
  })

  test('begins anew where a disk was enlarged', () => {
    const y = [
      ...series(30, { noise: 0.2 }),
      ...series(20, { noise: 0.2, seed: 2 }).map((value) => value - 60),
    ]
    const { since, slope, fit } = robustForecast({ y, horizon: 1, period: 1 })
    expect(since).toBe(30)
    expect(slope).toBeCloseTo(1, 1)
    expect(fit[0]).toBeGreaterThan(57)
    expect(fit[0]).toBeLessThan(63)
  })

  test('keeps its history where one value alone is low, and where it saws up and down', () => {
    const y = series(30, { noise: 0.2 })
    y[15] = 20
    expect(robustForecast({ y, horizon: 1 }).since).toBe(0)
    const saw = Array.from({ length: 60 }, (_, index) => index % 10)
    expect(robustForecast({ y: saw, horizon: 1, period: 10 }).since % 10).toBe(0)
  })

  test('has intervals that hold what they say', () => {
    let inside = 0
    let slopes = 0
    for (let seed = 1; seed <= 200; seed++) {
      const y = series(31, { noise: 2, seed })
      const { low, high, slopeLow, slopeHigh } = robustForecast({ y: y.slice(0, 30), horizon: 1 })
      if ((low[0] ?? 0) <= (y[30] ?? 0) && (y[30] ?? 0) <= (high[0] ?? 0)) inside++
      if (slopeLow <= 1 && 1 <= slopeHigh) slopes++
    }
    expect(inside).toBeGreaterThan(180)
    expect(slopes).toBeGreaterThan(180)
  })

  test('says that nothing fills where the slope may be 0', () => {
    const { exhaustion, slopeLow } = robustForecast({
      y: series(30, { slope: 0, noise: 5 }),
      horizon: 1,
      capacity: 400,
    })
    expect(slopeLow).toBeLessThan(0)
    expect(exhaustion?.latest).toBeNull()
    expect(robustForecast({ y: series(30, { slope: -1 }), horizon: 1, capacity: 400 }).exhaustion).toEqual({
      likely: null,
      earliest: null,
      latest: null,
    })
  })

  test.each([
    [{ y: [1, 2], horizon: 1 }, 'at least 3 values, got 2'],
    [{ y: series(10), horizon: 1, period: 5 }, 'at least 11 values, got 10'],
    [{ y: [...series(20), 10, 11], horizon: 1, period: 4 }, 'at least 9 values'],
    [{ y: [1, 2, Number.NaN], horizon: 1 }, 'cannot be made from NaN'],
    [{ y: [1, 2, 3], horizon: 0 }, 'The horizon'],
    [{ y: [1, 2, 3], horizon: 1, level: 0 }, 'The level'],
    [{ y: [1, 2, 3], horizon: 1, period: 0 }, 'The period'],
  ])('refuses %j', (input, sentence) => {
    expect(() => robustForecast(input)).toThrow(sentence)
  })
})
