import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendPoint,
  dropBefore,
  eachInOrderOfRecord,
  eachSince,
  eachStretchSince,
  keepExtremes,
  ringSeries,
  windowPercentiles,
  windowStats,
} from '../../src/metrics/index.ts'

const turn = 2 ** 32

describe('a ring', () => {
  it('keeps the newest points in order, at most as many as it may, and tells the time of the last that it overwrote', () => {
    const ring = ringSeries(3)
    for (const [index, value] of [10, 20, 30, 40, 50].entries()) appendPoint(ring, index, value, index)
    const points: [number, number][] = []
    eachSince(ring, 0, (value, seconds) => points.push([seconds, value]))
    expect(points).toEqual([
      [2, 30],
      [3, 40],
      [4, 50],
    ])
    expect(ring).toMatchObject({ length: 3, appended: 5, overwrittenSeconds: 1 })
  })

  it('of one point holds the last', () => {
    const ring = ringSeries(1)
    for (const value of [1, 2, 3]) appendPoint(ring, value, value, value)
    expect(windowStats((take) => eachStretchSince(ring, 0, take))).toEqual({
      count: 1,
      min: 3,
      max: 3,
      avg: 3,
      sum: 3,
    })
  })

  it('drops what is too old up to the first that is not, and calls nothing of it overwritten', () => {
    const ring = ringSeries(100)
    for (const [order, seconds] of [1, 2, 9, 3, 10].entries()) appendPoint(ring, seconds, seconds, order)
    dropBefore(ring, 5)
    const kept: number[] = []
    eachSince(ring, 0, (value) => kept.push(value))
    expect(kept).toEqual([9, 3, 10])
    expect(ring.overwrittenSeconds).toBe(Number.NEGATIVE_INFINITY)
  })

  it('grows and turns without losing or moving a point', () => {
    const steps = fc.array(fc.record({ drop: fc.nat(3), points: fc.nat(40) }), { maxLength: 30 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 70 }), (list, maximumPoints) => {
        const ring = ringSeries(maximumPoints)
        let model: number[] = []
        let next = 0
        for (const { drop, points } of list) {
          for (let count = 0; count < points; count++) {
            appendPoint(ring, next, next, next)
            model = [...model, next++].slice(-maximumPoints)
          }
          const before = (model[0] ?? 0) + drop
          dropBefore(ring, before)
          model = model.filter((value) => value >= before)
          const kept: number[] = []
          eachSince(ring, Number.NEGATIVE_INFINITY, (value) => kept.push(value))
          expect(kept).toEqual(model)
          const stretches: number[] = []
          eachStretchSince(ring, before + 1, (values) => stretches.push(...values))
          expect(stretches).toEqual(model.filter((value) => value > before))
          expect(ring.times.length).toBeLessThanOrEqual(Math.max(8, maximumPoints))
        }
      }),
    )
  })
})

describe('the points of several rings', () => {
  it('come in the order of record, however far apart and over the end of the count', () => {
    const gap = fc.oneof(fc.constant(1), fc.nat(3), fc.integer({ min: 1, max: 200_000 }))
    const points = fc.array(fc.record({ ring: fc.nat(4), gap }), { maxLength: 60 })
    fc.assert(
      fc.property(points, fc.constantFrom(0, turn - 1, turn - 30, turn - 500_000), (list, start) => {
        const rings = Array.from({ length: 5 }, () => ringSeries(100))
        let order = start
        const expected: number[] = []
        for (const [value, one] of list.entries()) {
          order += Math.max(1, one.gap)
          const ring = rings[one.ring]
          if (ring !== undefined) appendPoint(ring, value, value, order % turn)
          if (value >= 5) expected.push(value)
        }
        const taken: number[] = []
        const since = { sinceSeconds: 5, nextOrder: (order + 1) % turn }
        eachInOrderOfRecord(rings, since, (values) => taken.push(...values))
        expect(taken).toEqual(expected)
      }),
    )
  })

  it('come in order also where there are more than are looked at together', () => {
    const rings = Array.from({ length: 3 }, () => ringSeries(100_000))
    const count = 200_000
    for (let value = 0; value < count; value++) {
      const ring = rings[(value * 7) % 3]
      if (ring !== undefined) appendPoint(ring, 0, value, value)
    }
    let next = 0
    let misplaced = 0
    eachInOrderOfRecord(rings, { sinceSeconds: 0, nextOrder: count }, (values) => {
      for (const value of values) if (value !== next++) misplaced++
    })
    expect([next, misplaced]).toEqual([count, 0])
  })

  it('leave out what came before the window by a clock that stepped back', () => {
    const [a, b] = [ringSeries(10), ringSeries(10)]
    for (const [order, seconds] of [100, 101, 50, 51, 102].entries())
      appendPoint(order % 2 === 0 ? a : b, seconds, seconds, order)
    const taken: number[] = []
    eachInOrderOfRecord([a, b], { sinceSeconds: 100, nextOrder: 5 }, (values) => taken.push(...values))
    expect(taken).toEqual([100, 101, 102])
  })

  it('are none of none', () => {
    const taken: number[] = []
    for (const rings of [[], [ringSeries(1)]])
      eachInOrderOfRecord(rings, { sinceSeconds: 0, nextOrder: 0 }, (values) => taken.push(...values))
    expect(taken).toEqual([])
  })
})

describe('what is kept for drawing', () => {
  it('is everything where it has room, and otherwise the extremes and the newest, in order', () => {
    expect(keepExtremes([], 10)).toEqual([])
    expect(keepExtremes([5, 1, 9], 3)).toEqual([0, 1, 2])
    expect(keepExtremes([5, 1, 9, 4], 3)).toEqual([1, 2, 3])
    expect(keepExtremes([0, 9, 0, 0, -9, 0, 0, 1, 0, 3], 5)).toEqual([1, 4, 5, 9])
    expect(keepExtremes([5, 1, 9, 4], 2)).toEqual([3])
    expect(keepExtremes([5, 1, 9, 4], 1)).toEqual([3])
  })

  it('has room, holds the extremes of all, ends with the newest and rises', () => {
    // Without -0, which Math.min tells from 0 and an order does not.
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0)
    const values = fc.array(number, { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(values, fc.integer({ min: 3, max: 50 }), (list, maximum) => {
        const kept = keepExtremes(list, maximum)
        expect(kept.length).toBeLessThanOrEqual(maximum)
        expect(kept.at(-1)).toBe(list.length - 1)
        const drawn = kept.map((place) => list[place] ?? Number.NaN)
        expect(Math.min(...drawn)).toBe(Math.min(...list))
        expect(Math.max(...drawn)).toBe(Math.max(...list))
        for (const [index, place] of kept.entries()) expect(place).toBeGreaterThan(kept[index - 1] ?? -1)
      }),
    )
  })
})

describe('the percentiles of a window', () => {
  it('are interpolated, whatever the order of its values', () => {
    const values = Array.from({ length: 101 }, (_, index) => (index * 37) % 101)
    expect(windowPercentiles(values)).toEqual({ p50: 50, p95: 95, p99: 99 })
    expect(windowPercentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 })
  })
})
