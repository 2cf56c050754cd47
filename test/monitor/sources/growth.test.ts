import { describe, expect, test } from 'vitest'
import { growthPerSecond, share } from '../../../src/monitor/sources/growth.ts'

describe('a counter', () => {
  test.each<[number | null | undefined, number | null | undefined, number, number | null]>([
    [10, 30, 4, 5],
    [10, 10, 4, 0],
    [30, 10, 4, null],
    [undefined, 10, 4, null],
    [10, null, 4, null],
    [10, 30, 0, null],
    [10, 30, -1, null],
    [Number.NaN, 30, 1, null],
    [10, Number.NaN, 1, null],
  ])('of %s, then %s after %s s grew by %s in a second', (before, after, seconds, rate) => {
    expect(growthPerSecond(before, after, seconds)).toBe(rate)
  })
})

test('a share is never more than the whole', () => {
  expect([share(0.5), share(1.02), share(null)]).toEqual([0.5, 1, null])
})
