import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redundantFleet } from '../../src/capacity/index.ts'
import { OperatorError } from '../../src/core/index.ts'

describe('a fleet', () => {
  it.each([
    // needed, spare, zones, total, perZone, surviving
    [2.75, 0, 1, 3, 3, 3],
    [2.75, 1, 1, 4, 4, 3],
    [2.75, 2, 1, 5, 5, 3],
    [3, 1, 1, 4, 4, 3],
    [0, 0, 1, 1, 1, 1],
    [0, 1, 3, 3, 1, 2],
    // Loss of one of three zones: ceil(2.75 / 2) = 2 in each.
    [2.75, 1, 3, 6, 2, 4],
    [4, 1, 3, 6, 2, 4],
    [4.1, 1, 3, 9, 3, 6],
    [2.75, 0, 3, 3, 1, 3],
    [10, 2, 5, 20, 4, 12],
    // Rounded before redundancy it would be ceil(3 / 2) x 3 as well; 4.5 / 2 shows the order.
    [4.5, 1, 3, 9, 3, 6],
    [1, 1, 2, 2, 1, 1],
    [99.5, 1, 100, 200, 2, 198],
  ])(
    'that needs %d with n+%d in %d zones has %d instances, %d a zone, %d left',
    (needed, spare, zones, total, perZone, surviving) => {
      expect(redundantFleet(needed, { spare, zones })).toEqual({ total, perZone, surviving })
    },
  )

  it('is not one larger because of binary rounding', () => {
    expect(2.1 / 0.7).toBeGreaterThan(3)
    expect(redundantFleet(2.1 / 0.7, { spare: 0, zones: 1 }).total).toBe(3)
    expect(redundantFleet((2.1 / 0.7) * 2, { spare: 1, zones: 3 }).total).toBe(9)
    expect(redundantFleet(3.000001, { spare: 0, zones: 1 }).total).toBe(4)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, -0.001])('for a need of %d is refused', (needed) => {
    expect(() => redundantFleet(needed, { spare: 0, zones: 1 })).toThrow(
      new OperatorError({
        sentence: `The needed instances must be a finite number of at least 0, got ${needed}.`,
        hint: 'Give the need in instances, before rounding.',
      }),
    )
  })

  it.each([
    [-1, 1],
    [0.5, 1],
    [Number.NaN, 1],
    [0, 0],
    [0, 1.5],
    [0, -1],
  ])('with %d spare and %d zones is refused', (spare, zones) => {
    expect(() => redundantFleet(1, { spare, zones })).toThrow(
      `Redundancy needs whole numbers, at least 0 spare and 1 zone, got ${spare} spare and ${zones} zones.`,
    )
  })

  it.each([
    [2, 2],
    [3, 2],
    [5, 3],
  ])('that loses %d of %d zones has nothing left and is refused', (spare, zones) => {
    expect(() => redundantFleet(1, { spare, zones })).toThrow(OperatorError)
    expect(() => redundantFleet(1, { spare, zones })).toThrow(
      `${zones} zones cannot lose ${spare} of them and still run, got n+${spare} in ${zones} zones.`,
    )
  })

  it('that must not lose all its zones is told how many it may lose', () => {
    expect(() => redundantFleet(1, { spare: 3, zones: 3 })).toThrow(
      expect.objectContaining({ hint: 'Use fewer spare zones (at most n+2) or more zones.' }),
    )
    expect(() => redundantFleet(1, { spare: -1, zones: 3 })).toThrow(
      expect.objectContaining({ hint: 'Write for example --redundancy n+1 --zones 3.' }),
    )
  })

  it.each([
    [1e300, 0, 1],
    [1e308, 1, 100],
  ])('of %d instances is more than can be counted', (needed, spare, zones) => {
    expect(() => redundantFleet(needed, { spare, zones })).toThrow(
      expect.objectContaining({
        sentence: expect.stringContaining('more instances than can be counted'),
        hint: 'Give a smaller workload or larger instances.',
      }),
    )
  })

  it('still carries the need after the planned loss, and no smaller one in equal zones would', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 0, max: 19 }),
        (needed, zones, spare) => {
          fc.pre(spare < zones)
          const { total, perZone, surviving } = redundantFleet(needed, { spare, zones })
          expect(total).toBe(perZone * zones)
          expect(surviving).toBe(total - spare * perZone)
          expect(surviving).toBeGreaterThanOrEqual(needed * (1 - 1e-9))
          if (perZone > 1) expect((perZone - 1) * (zones - spare)).toBeLessThan(needed)
        },
      ),
    )
  })
})
