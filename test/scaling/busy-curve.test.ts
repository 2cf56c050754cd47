import { describe, expect, test } from 'vitest'
import { busyBound } from '../../src/scaling/index.ts'

const point = (busy: number, seconds: number) => ({ what: `at ${busy}`, busy, seconds })
const curve = [point(0.8, 0.4), point(0.2, 0.05), point(0.6, 0.1)]

describe('how busy something may be, by what was measured', () => {
  test.each<[number, number]>([
    [0.1, 0.6],
    [0.25, 0.7],
    [0.4, 0.8],
    [0.075, 0.4],
  ])('%d s hold up to %d', (limit, share) => {
    expect(busyBound(curve, limit)?.share).toBeCloseTo(share, 9)
  })

  test('says between which loads', () => {
    expect(busyBound(curve, 0.2)).toMatchObject({
      because: 'at 0.6 held at 60 %, at 0.8 did not at 80 %',
      doubts: [],
    })
  })

  test('never goes beyond what was measured, and says so', () => {
    expect(busyBound(curve, 1)).toEqual({
      share: 0.8,
      because: 'at 0.8, the busiest that was measured, held at 80 %',
      doubts: ['Every load that was measured held: pods may be able to do more than is planned with.'],
    })
  })

  test('is nothing where not even the least busy load held', () => {
    expect(busyBound(curve, 0.04)).toBeNull()
    expect(busyBound([], 1)).toBeNull()
  })

  test('stops at the first load that missed, and doubts one that held again', () => {
    const bound = busyBound([...curve, point(0.9, 0.09)], 0.2)
    expect(bound?.share).toBeLessThan(0.8)
    expect(bound?.doubts[0]).toContain('held again')
  })
})
