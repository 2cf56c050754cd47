import { describe, expect, test } from 'vitest'
import { linearForecast } from '../../src/capacity/index.ts'
import { seededRandom } from '../../src/core/index.ts'
import { designCondition, linearRegression } from '../../src/metrics/index.ts'

/** NIST Statistical Reference Datasets, Norris: y, x. */
const norris = [
  [0.1, 0.2],
  [338.8, 337.4],
  [118.1, 118.2],
  [888.0, 884.6],
  [9.2, 10.1],
  [228.1, 226.5],
  [668.5, 666.3],
  [998.5, 996.3],
  [449.1, 448.6],
  [778.9, 777.0],
  [559.2, 558.2],
  [0.3, 0.4],
  [0.1, 0.6],
  [778.1, 775.5],
  [668.8, 666.9],
  [339.3, 338.0],
  [448.9, 447.5],
  [10.8, 11.6],
  [557.7, 556.0],
  [228.3, 228.1],
  [998.0, 995.8],
  [888.8, 887.6],
  [119.6, 120.2],
  [0.3, 0.3],
  [0.6, 0.3],
  [557.6, 556.8],
  [339.3, 339.1],
  [888.0, 887.2],
  [998.5, 999.0],
  [778.9, 779.0],
  [10.2, 11.1],
  [117.6, 118.3],
  [228.9, 229.2],
  [668.4, 669.1],
  [449.2, 448.9],
  [0.2, 0.5],
] as const

/** Points that have nothing to do with each other. */
const apart = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index))
const ramp = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('a linear regression', () => {
  test("has NIST's certified values for Norris", () => {
    const found = linearRegression(
      norris.map(([y]) => y),
      [norris.map(([, x]) => x)],
      { runs: apart(norris.length) },
    )
    expect(found.intercept.value).toBeCloseTo(-0.262323073774029, 10)
    expect(found.slopes[0]?.value).toBeCloseTo(1.00211681802045, 12)
    expect(found.intercept.standardError).toBeCloseTo(0.232818234301152, 10)
    expect(found.slopes[0]?.standardError).toBeCloseTo(0.000429796848199937, 12)
    expect(found.residualStandardError).toBeCloseTo(0.884796396144373, 10)
    expect(found.r2).toBeCloseTo(0.999993745883712, 12)
  })

  test('of one column is the line of a forecast, with its intervals', () => {
    const y = [3, 5, 4, 8, 9, 12, 11]
    const line = linearForecast({ y, at: [9] })
    const found = linearRegression(y, [ramp(y.length)], { runs: apart(y.length) })
    const at = found.predict([9])
    expect([at.value, at.low, at.high, at.meanLow, at.meanHigh]).toEqual(
      [line.fit[0], line.low[0], line.high[0], line.meanLow[0], line.meanHigh[0]].map((value) =>
        expect.closeTo(value ?? Number.NaN, 10),
      ),
    )
  })

  test('of no column is the mean', () => {
    const found = linearRegression([2, 4, 6], [], { runs: apart(3) })
    expect(found.intercept).toMatchObject({ value: 4, standardError: expect.closeTo(2 / Math.sqrt(3), 12) })
    expect(found.predict([]).value).toBe(4)
  })

  test('finds a plane exactly', () => {
    const x = ramp(8)
    const z = x.map((value) => (value * 5) % 8)
    const found = linearRegression(
      x.map((value, index) => 1 + 2 * value - 3 * (z[index] ?? 0)),
      [x, z],
    )
    expect([found.intercept.value, ...found.slopes.map(({ value }) => value)]).toEqual(
      [1, 2, -3].map((value) => expect.closeTo(value, 10)),
    )
    expect(found.r2).toBeCloseTo(1, 12)
  })

  test('leaves each point out as a fit without it does', () => {
    const y = [3, 5, 4, 8, 9, 12, 11]
    const x = ramp(y.length)
    const whole = linearRegression(y, [x], { runs: apart(y.length) })
    for (const [left, value] of y.entries()) {
      const others = <T>(all: readonly T[]): T[] => all.filter((_, index) => index !== left)
      const without = linearRegression(others(y), [others(x)], { runs: apart(y.length - 1) })
      expect(whole.leftOut[left]).toBeCloseTo(value - without.predict([left]).value, 10)
    }
  })

  test('counts points in a row that resemble each other as fewer, within one run alone', () => {
    const noise = [1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1, -1]
    const y = noise.map((value, index) => index + value)
    const together = linearRegression(y, [ramp(y.length)])
    const alone = linearRegression(y, [ramp(y.length)], { runs: apart(y.length) })
    expect(alone.effectivePoints).toBe(18)
    expect(together.effectivePoints).toBeLessThan(10)
    expect(together.slopes[0]?.standardError).toBeGreaterThan((alone.slopes[0]?.standardError ?? 0) * 1.2)
  })

  test('holds the slope in nearly so many intervals as it says, also where the noise lasts', () => {
    let [held, heldWithout] = [0, 0]
    const random = seededRandom(1)
    for (let round = 0; round < 400; round++) {
      let noise = 0
      const y = ramp(80).map((x) => {
        noise = 0.7 * noise + random.normal()
        return 2 * x + noise
      })
      const slope = (runs?: string[]) =>
        linearRegression(y, [ramp(80)], runs === undefined ? {} : { runs }).slopes[0]
      const [with_, without] = [slope(), slope(apart(80))]
      if ((with_?.low ?? 3) <= 2 && (with_?.high ?? 0) >= 2) held++
      if ((without?.low ?? 3) <= 2 && (without?.high ?? 0) >= 2) heldWithout++
    }
    expect(held / 400).toBeGreaterThan(0.88)
    expect(heldWithout / 400).toBeLessThan(0.7)
  })

  test.each<[string, number[], number[][], string]>([
    ['numbers that are none', [1, Number.NaN, 3, 4], [[1, 2, 3, 4]], 'cannot be made from NaN'],
    ['columns of another length', [1, 2, 3, 4], [[1, 2, 3]], 'got 4 and 3'],
    ['no points', [], [], 'got 0'],
    ['a column that does not change', [1, 2, 3, 4], [[5, 5, 5, 5]], 'depend on each other'],
    ['a column twice', [1, 2, 4, 4, 5], [ramp(5), ramp(5)], 'depend on each other'],
    ['as many parameters as points', [1, 2], [[1, 2]], '2 points are too few'],
    [
      'points that count as too few',
      [1, 1.1, 1.2, 5, 5.1, 5.2],
      [],
      '6 points, which resemble each other so much that they count as',
    ],
  ])('refuses %s', (_, y, columns, sentence) => {
    expect(() => linearRegression(y, columns)).toThrow(sentence)
  })

  test('has a condition that tells narrow loads and loads that move together', () => {
    expect(designCondition([[1, 2, 3, 4]], 4)).toBeLessThan(10)
    expect(designCondition([[100, 101, 102, 103]], 4)).toBeGreaterThan(100)
    expect(designCondition([ramp(9), ramp(9).map((value) => 2 * value + 1)], 9)).toBeGreaterThan(1e6)
  })
})
