import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shiftInterval } from '../../../src/comparison/index.ts'

test('is the example of Hollander and Wolfe: permeability at term and between 12 and 26 weeks', () => {
  const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
  const early = [1.15, 0.88, 0.9, 0.74, 1.21]
  const { estimate, low, high, confidence } = shiftInterval(early, term, 0.95)
  // R: wilcox.test(term, early, conf.int = TRUE) gives 0.305 (-0.15, 0.76).
  expect(estimate).toBeCloseTo(0.305, 10)
  expect(low).toBeCloseTo(-0.15, 10)
  expect(high).toBeCloseTo(0.76, 10)
  expect(confidence).toBeCloseTo(1 - 2 * 0.01998, 4)
})

test.each([
  [3, 3, false],
  [4, 3, false],
  [4, 4, true],
  [2, 20, true],
  [1, 30, false],
])('%i and %i values bound a shift at 95 %%: %s', (m, n, is) => {
  const count = (length: number) => Array.from({ length }, (_, index) => index)
  expect(shiftInterval(count(m), count(n)).low !== null).toBe(is)
})

test('equal samples are shifted by exactly 0', () => {
  const same = [100, 100, 100, 100, 100, 100].map(Math.log)
  expect(shiftInterval(same, same)).toMatchObject({ estimate: 0, low: 0, high: 0 })
})

test('estimate and ends are differences that a list of all of them has', () => {
  const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 12 })
  fc.assert(
    fc.property(sample, sample, (before, after) => {
      const all = before.flatMap((from) => after.map((to) => to - from)).sort((a, b) => a - b)
      const half = all.length / 2
      const median = ((all[Math.ceil(half) - 1] ?? 0) + (all[Math.floor(half)] ?? 0)) / 2
      const { estimate, low, high } = shiftInterval(before, after)
      expect(estimate).toBe(median)
      const place = all.indexOf(low ?? Number.NaN)
      expect(place).toBeGreaterThanOrEqual(0)
      expect(all.lastIndexOf(high ?? Number.NaN)).toBeGreaterThan(place - 1)
    }),
  )
})

test('samples past counting have an interval by the normal approximation', () => {
  const before = Array.from({ length: 60 }, (_, index) => index)
  const after = before.map((value) => value + 7)
  const { estimate, low, high } = shiftInterval(before, after)
  // 60 x 60 / 2 - 1.96 sqrt(60 x 60 x 121 / 12) = 1426.6, and 53 x 54 / 2 = 1431 differences are at most 0.
  expect([estimate, low, high]).toEqual([7, 0, 14])
})
