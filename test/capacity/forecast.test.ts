import { describe, expect, test } from 'vitest'
import { exhaustion, holtWinters, linearForecast } from '../../src/capacity/index.ts'
import { OperatorError } from '../../src/core/index.ts'
import golden from '../golden/forecast.json' with { type: 'json' }
import { expectClose } from '../metrics/close.ts'

const { linear, airPassengers, nile, uspop, holtwinters, holt_fpp } = golden

function expectAll(actual: readonly number[], expected: readonly number[], relative: number): void {
  expect(actual).toHaveLength(expected.length)
  for (const [index, value] of expected.entries()) expectClose(actual[index], value, relative)
}

describe('a line', () => {
  test('through the cars of R has their coefficients and intervals', () => {
    const forecast = linearForecast({ x: linear.x, y: linear.y, at: linear.at })
    expectClose(forecast.intercept, linear.intercept, 1e-12)
    expectClose(forecast.slope, linear.slope, 1e-12)
    expectAll(forecast.standardErrors, linear.se, 1e-12)
    expectClose(forecast.residualStandardError, linear.sigma, 1e-12)
    expectClose(forecast.r2, linear.r2, 1e-12)
    expectAll(forecast.fit, linear.fit, 1e-12)
    expectAll(forecast.low, linear.pred95[0] ?? [], 1e-12)
    expectAll(forecast.high, linear.pred95[1] ?? [], 1e-12)
    expectAll(forecast.meanLow, linear.conf95[0] ?? [], 1e-12)
    expectAll(forecast.meanHigh, linear.conf95[1] ?? [], 1e-12)
  })

  test('takes another level', () => {
    const { low, high } = linearForecast({ x: linear.x, y: linear.y, at: linear.at, level: 0.8 })
    expectAll(low, linear.pred80[0] ?? [], 1e-12)
    expectAll(high, linear.pred80[1] ?? [], 1e-12)
  })

  test('counts from 0 where no places are given', () => {
    expect(linearForecast({ y: [1, 3, 5], at: [10] })).toMatchObject({
      intercept: 1,
      slope: 2,
      fit: [21],
      r2: 1,
    })
  })

  test.each([
    [{ y: [1, 2], at: [3] }, 'at least 3 points'],
    [{ x: [1, 2], y: [1, 2, 3], at: [3] }, 'each with x and y, got 2 and 3'],
    [{ x: [1, 1, 1], y: [1, 2, 3], at: [3] }, 'at the same place'],
    [{ y: [1, Number.NaN, 3], at: [3] }, 'from or for NaN'],
    [{ y: [1, 2, 3], at: [Number.POSITIVE_INFINITY] }, 'from or for Infinity'],
    [{ y: [1, 2, 3], at: [3], level: 1 }, 'The level'],
  ])('refuses %j', (series, sentence) => {
    expect(() => linearForecast(series)).toThrow(sentence)
  })
})

describe('exhaustion', () => {
  test.each(golden.exhaustion.cases)(
    '$name',
    ({ y, capacity, level, exhaustsAtIndex, earliestUpper, latestLower }) => {
      const { likely, earliest, latest } = exhaustion({ y, capacity, level })
      for (const [actual, expected] of [
        [likely, exhaustsAtIndex],
        [earliest, earliestUpper],
        [latest, latestLower],
      ] as const) {
        if (expected === null) expect(actual).toBeNull()
        else expectClose(actual ?? undefined, expected, 1e-9)
      }
    },
  )

  test('lies where line and interval meet the capacity', () => {
    const y = [10, 13, 11, 16, 15, 19, 17, 22, 20, 24]
    const { likely, earliest, latest } = exhaustion({ y, capacity: 100 })
    const at = [likely ?? Number.NaN, earliest ?? Number.NaN, latest ?? Number.NaN]
    const { fit, low, high } = linearForecast({ y, at })
    expectClose(fit[0], 100, 1e-9)
    expectClose(high[1], 100, 1e-9)
    expectClose(low[2], 100, 1e-9)
    expect(at[1]).toBeLessThan(at[0] ?? 0)
    expect(at[2]).toBeGreaterThan(at[0] ?? 0)
  })

  test('has no latest where the slope may be 0, and no likely one where it falls', () => {
    const noisy = exhaustion({ y: [10, 14, 9, 15, 8, 16, 10, 15], capacity: 40 })
    expect(noisy.likely).not.toBeNull()
    expect(noisy.earliest).not.toBeNull()
    expect(noisy.latest).toBeNull()
    expect(exhaustion({ y: [20, 18, 16, 14.5, 12], capacity: 40 })).toEqual({
      likely: null,
      earliest: null,
      latest: null,
    })
  })

  test('refuses a capacity that is no number', () => {
    expect(() => exhaustion({ y: [1, 2, 3], capacity: Number.NaN })).toThrow('The capacity')
  })
})

describe('smoothing', () => {
  const series: Record<string, { y: readonly number[]; period?: number; seasonal?: 'multiplicative' }> = {
    AirPassengers: { y: airPassengers, period: 12, seasonal: 'multiplicative' },
    uspop: { y: uspop },
    Nile: { y: nile },
  }
  const rows = holtwinters.map((row) => ({ ...row, series: series[row.id.split(' ')[0] ?? ''] ?? { y: [] } }))

  test.each(rows)('$id', (row) => {
    const forecast = holtWinters({
      ...row.series,
      alpha: row.alpha,
      beta: row.beta === false ? false : Number(row.beta),
      gamma: row.gamma === false ? false : Number(row.gamma),
      horizon: row.forecast.length,
    })
    const [level, slope, ...season] = row.coef
    expectClose(forecast.level, level ?? Number.NaN, 1e-9)
    if (slope !== undefined) expectClose(forecast.slope, slope, 1e-9)
    expectAll(forecast.season, season, 1e-9)
    expectClose(forecast.sse, row.SSE, 1e-9)
    expectAll(forecast.forecast, row.forecast, 1e-9)
    expectAll(forecast.high, row.upr95, 1e-9)
    expectAll(forecast.low, row.lwr95, 1e-9)
    expectAll(forecast.fitted.slice(0, 5), row.fitted_first5, 1e-9)
    expectAll(forecast.fitted.slice(-3), row.fitted_last3, 1e-9)
  })

  test('fits the weights as R does', () => {
    const all = holtWinters({ y: airPassengers, period: 12, seasonal: 'multiplicative', horizon: 24 })
    const [published] = holtwinters
    expectAll(all.forecast, published?.forecast ?? [], 0.01)
    expect(all.sse).toBeLessThanOrEqual((published?.SSE ?? 0) * 1.0001)
    const level = holtWinters({ y: nile, beta: false, gamma: false, horizon: 5 })
    expectClose(level.alpha, 0.246557877458459, 1e-3)
    expectClose(level.sse, 2038871.83288585, 1e-6)
  })

  test('begins as R does with a season', () => {
    const { level, slope, seasonal_mult, seasonal_add } = golden.hw_start
    for (const [seasonal, figures] of [
      ['multiplicative', seasonal_mult],
      ['additive', seasonal_add],
    ] as const) {
      // Weights near 0 leave the start as it is: the first season expects it.
      const { fitted } = holtWinters({
        y: airPassengers,
        period: 12,
        seasonal,
        alpha: 1e-12,
        beta: 0,
        gamma: 0,
        horizon: 1,
      })
      const expected = figures.map((figure, index) =>
        seasonal === 'additive'
          ? level + slope * (index + 1) + figure
          : (level + slope * (index + 1)) * figure,
      )
      expectAll(fitted.slice(0, 12), expected, 1e-8)
    }
  })

  const holt = {
    y: holt_fpp.y,
    alpha: 0.8,
    beta: 0.2,
    gamma: false as const,
    start: 'first-two' as const,
    horizon: 5,
  }

  test('with a linear, an exponential and a damped trend is as published', () => {
    expectAll(holtWinters(holt).forecast, holt_fpp.forecast, 1e-9)
    expectAll(
      holtWinters({ ...holt, trend: 'exponential' }).forecast,
      holt_fpp.exponential_trend_forecast,
      1e-9,
    )
    // Its phi was fitted and is not told: with this one all five are within a hundredth.
    const damped = holtWinters({ ...holt, trend: 'damped', phi: 0.8785 }).forecast
    for (const [index, published] of holt_fpp.damped_forecast_published.entries())
      expect(Math.abs((damped[index] ?? 0) - published)).toBeLessThan(0.015)
  })

  test('carries errors through to the end as the formula for an additive season has it', () => {
    const options = {
      y: airPassengers,
      period: 12,
      seasonal: 'additive' as const,
      alpha: 0.3,
      beta: 0.05,
      gamma: 0.4,
      horizon: 30,
    }
    const [ofR, own] = [holtWinters(options), holtWinters({ ...options, interval: 'propagated' })]
    expectAll(own.high, ofR.high, 1e-4)
  })

  test('has an interval where a season multiplies that holds far more than that of R', () => {
    const options = {
      period: 12,
      seasonal: 'multiplicative' as const,
      alpha: 0.3,
      beta: 0.03,
      gamma: 0.5,
      horizon: 1,
    }
    let inside = { R: 0, propagated: 0 }
    let tried = 0
    for (let end = 48; end < airPassengers.length; end++) {
      tried++
      for (const interval of ['R', 'propagated'] as const) {
        const { low, high } = holtWinters({ ...options, y: airPassengers.slice(0, end), interval })
        const next = airPassengers[end] ?? Number.NaN
        if ((low[0] ?? 0) <= next && next <= (high[0] ?? 0))
          inside = { ...inside, [interval]: inside[interval] + 1 }
      }
    }
    expect(inside.propagated / tried).toBeGreaterThan(0.8)
    expect(inside.R / tried).toBeLessThan(0.7)
  })

  test.each([
    [{ y: [1, 2, 3], horizon: 1 }, 'at least 4 values, got 3'],
    [
      { y: airPassengers.slice(0, 24), period: 12, horizon: 1 },
      'at least 25 values (two seasons of 12 and one more)',
    ],
    [{ y: [1, 2, Number.NaN, 4], horizon: 1 }, 'cannot use NaN'],
    [{ y: [1, 2, 3, 4], alpha: 0, horizon: 1 }, 'Alpha must be above 0'],
    [{ y: [1, 2, 3, 4], beta: 2, horizon: 1 }, 'Beta must lie between 0 and 1'],
    [{ y: [1, 2, 3, 4], horizon: 0 }, 'The horizon'],
    [{ y: [1, 2, 3, 4], horizon: 1, level: 2 }, 'The level'],
    [{ y: [1, 0, 3, 4], trend: 'exponential' as const, horizon: 1 }, 'needs values above 0'],
  ])('refuses %j', (options, sentence) => {
    expect(() => holtWinters(options)).toThrow(sentence)
  })

  test('refusals are for the operator', () => {
    expect(() => holtWinters({ y: [], horizon: 1 })).toThrow(OperatorError)
  })
})
