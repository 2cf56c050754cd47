import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OperatorError, seededRandom } from '../../src/core/index.ts'
import { mannKendall, normalQuantile, senSlope, theilSen } from '../../src/metrics/index.ts'

/** One value a step. */
function steps(values: readonly number[]): { at: number; value: number }[] {
  return values.map((value, at) => ({ at, value }))
}

describe('a slope with its interval', () => {
  it('is the line of Theil and Sen with the p of Mann and Kendall', () => {
    const values = [12, 15, 14, 18, 17, 21, 19, 25, 24, 24, 30, 28]
    const { slope, p } = senSlope(steps(values))
    expect(slope).toBe(theilSen(values).slope)
    expect(p).toBe(mannKendall(values).p)
  })

  it('has its ends where Gilbert has them', () => {
    // Ten slopes of five values, rising: -1 0.5 0.5 0.666.. 1 1 1 1.5 2 2. S has the variance 5 x 4 x 15 / 18, so at a
    // confidence of 0.8 the margin is 5.23: orders (10 - 5.23) / 2 = 2.38 and (10 + 5.23) / 2 + 1 = 8.62, rounded outwards.
    expect(normalQuantile(0.9) * Math.sqrt(300 / 18)).toBeCloseTo(5.232, 3)
    const { slope, low, high } = senSlope(steps([1, 2, 4, 3, 5]), 0.8)
    expect([slope, low, high]).toEqual([1, 0.5, 2])
  })

  it('goes from the least to the greatest slope where there are too few values for more', () => {
    const { low, high } = senSlope(steps([0, 1, 3]), 0.99)
    expect([low, high]).toEqual([1, 2])
  })

  it('is taken over the time between the values', () => {
    const { slope, low, high } = senSlope([
      { at: 0, value: 0 },
      { at: 1, value: 2 },
      { at: 10, value: 20 },
      { at: 10, value: 20 },
    ])
    expect([slope, low, high]).toEqual([2, 2, 2])
  })

  it('holds the truth as often as it says', () => {
    const runs = 400
    const hits = Array.from({ length: runs }, (_, seed) => {
      const random = seededRandom(seed)
      const { low, high } = senSlope(steps(Array.from({ length: 30 }, (_, at) => 0.5 * at + random.normal())))
      return low <= 0.5 && 0.5 <= high
    }).filter(Boolean).length
    expect(hits).toBeGreaterThan(0.92 * runs)
    expect(hits).toBeLessThan(0.99 * runs)
  })

  it('lies within its interval, and turns with its values', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(values, (some) => {
        const { slope, low, high } = senSlope(steps(some))
        expect(low).toBeLessThanOrEqual(slope)
        expect(slope).toBeLessThanOrEqual(high)
        const turned = senSlope(steps(some.map((value) => 0 - value)))
        expect([turned.slope + 0, turned.low + 0, turned.high + 0]).toEqual([0 - slope, 0 - high, 0 - low])
      }),
    )
  })
})

it.each<[string, () => unknown, string]>([
  ['two points', () => senSlope(steps([1, 2])), 'A slope needs at least 3 values, got 2.'],
  ['a value that is none', () => senSlope(steps([1, Number.NaN, 3])), 'A slope holds NaN'],
  [
    'a moment that is none',
    () => senSlope([...steps([1, 2, 3]), { at: Number.NaN, value: 1 }]),
    'A slope holds NaN',
  ],
  [
    'one moment',
    () => senSlope([1, 2, 3].map((value) => ({ at: 5, value }))),
    'A slope needs at least 1 value, got 0.',
  ],
  ['a confidence of 1', () => senSlope(steps([1, 2, 3]), 1), 'A confidence must lie between 0 and 1, got 1.'],
])('a slope of %s is refused', (_, ask, sentence) => {
  expect(ask).toThrow(OperatorError)
  expect(ask).toThrow(sentence)
})
