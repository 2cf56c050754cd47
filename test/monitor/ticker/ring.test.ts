import { describe, expect, test } from 'vitest'
import { intervalsToWait } from '../../../src/monitor/ticker/back-off.ts'
import { nextDue, type Ring, turnAt } from '../../../src/monitor/ticker/ring.ts'

const due = { dueMs: 5000, nowMs: 5000, lateMs: 0, intervalMs: 1000 }

describe('when the bell rings', () => {
  test.each<[string, Partial<Ring>, ReturnType<typeof turnAt>]>([
    ['in time, the tick is taken', {}, { tickMs: 5000, skipped: 0, nextMs: 6000 }],
    ['a little late, too', { nowMs: 5799, lateMs: 799 }, { tickMs: 5000, skipped: 0, nextMs: 6000 }],
    ['a little early, it rings again', { nowMs: 4999 }, { tickMs: null, skipped: 0, nextMs: 5000 }],
    [
      'too late for its tick, that is skipped',
      { nowMs: 5850, lateMs: 850 },
      { tickMs: null, skipped: 1, nextMs: 6000 },
    ],
    [
      'as late as the next is due, that is taken instead',
      { nowMs: 6000, lateMs: 1000 },
      { tickMs: 6000, skipped: 1, nextMs: 7000 },
    ],
    [
      'three intervals late, none is made up for',
      { nowMs: 8300, lateMs: 3300 },
      { tickMs: 8000, skipped: 3, nextMs: 9000 },
    ],
    [
      'on a clock that was set an hour back, it goes on from there',
      { nowMs: 5000 - 3_600_000 },
      { tickMs: null, skipped: 0, nextMs: 6000 - 3_600_000 },
    ],
    [
      'on a clock that was set an hour forth, nothing was skipped',
      { nowMs: 5000 + 3_600_000 },
      { tickMs: 5000 + 3_600_000, skipped: 0, nextMs: 6000 + 3_600_000 },
    ],
    [
      'of ten a second',
      { dueMs: 5100, nowMs: 5103, lateMs: 3, intervalMs: 100 },
      { tickMs: 5100, skipped: 0, nextMs: 5200 },
    ],
  ])('%s', (_, change, turn) => {
    expect(turnAt({ ...due, ...change })).toEqual(turn)
  })
})

test.each([
  [0, 1000],
  [999, 1000],
  [1000, 2000],
])('after %d ms a tick a second is due at %d', (nowMs, dueMs) => {
  expect(nextDue(nowMs, 1000)).toBe(dueMs)
})

test('a source that fails again and again is asked after 1, 2, 4, 8, 16 and then 30 intervals', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map(intervalsToWait)).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
})
