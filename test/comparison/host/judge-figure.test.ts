import { describe, expect, test } from 'vitest'
import type { HostFigure } from '../../../src/comparison/host/figures.ts'
import { hostCase } from '../../../src/comparison/host/host-case.ts'
import { judgeFigure } from '../../../src/comparison/host/judge-figure.ts'

const rate: HostFigure = {
  id: 'diskWrite',
  title: 'Disk write, sequential',
  unit: 'bytes-per-second',
  better: 'higher',
  group: 'disk',
  warnAt: 0.8,
  failAt: 0.5,
  meaning: '',
}
const time: HostFigure = {
  ...rate,
  id: 'diskSyncP50',
  unit: 'seconds',
  better: 'lower',
  warnAt: 1.3,
  failAt: 2,
}
const hundred = { median: 100, low: 99, high: 101 }
const judge = (
  figure: HostFigure,
  samples: number[],
  reference = hundred as { median: number; low?: number },
) => judgeFigure(figure, hostCase(figure, samples), reference, null)
const around = (value: number, by = 0.01) => [-1, -0.5, 0, 0.5, 1].map((step) => value * (1 + by * step))

describe('a quiet figure', () => {
  test.each([
    ['as fast', rate, 100, 'pass'],
    ['a little slower', rate, 85, 'pass'],
    ['slower by more than the margin', rate, 75, 'warn'],
    ['half as fast', rate, 45, 'fail'],
    ['much faster', rate, 400, 'pass'],
    ['as quick', time, 100, 'pass'],
    ['a little later', time, 125, 'pass'],
    ['later by more than the margin', time, 140, 'warn'],
    ['more than twice as late', time, 210, 'fail'],
    ['much quicker', time, 10, 'pass'],
  ] as const)('that is %s', (_, figure, value, status) => {
    expect(judge(figure, around(value)).status).toBe(status)
  })
})

describe('noise', () => {
  test('larger than the margin hides a shortfall: unknown, not pass', () => {
    expect(judge(rate, around(95, 0.3))).toMatchObject({
      status: 'unknown',
      because:
        '0.95 times the reference, but the rounds vary by 43 %: too much to tell a figure below 0.8 times from chance',
    })
  })
  test('as large as the shortfall makes no warning', () => {
    expect(judge(rate, around(70, 0.5)).status).toBe('unknown')
  })
  test('around a figure that is far better does not matter', () => {
    expect(judge(rate, around(300, 0.5)).status).toBe('pass')
    expect(judge(time, around(20, 0.5)).status).toBe('pass')
  })
  test('that reaches back over the first margin turns a fail into a warning', () => {
    expect(judge(rate, [33, 45, 45, 45, 85]).status).toBe('warn')
  })
  test('of the reference counts too', () => {
    expect(judge(rate, around(95), { median: 100, low: 60 }).status).toBe('unknown')
  })
})

test('fewer than three rounds say nothing of the noise', () => {
  expect(judge(rate, [40, 41])).toEqual({
    status: 'unknown',
    ratio: 0.405,
    noise: null,
    because: '0.405 times the reference, but 2 of the 3 rounds that it takes to know the noise',
  })
})

test('what was not measured is unknown, with its reason', () => {
  expect(judgeFigure(rate, null, hundred, 'The disk part failed: EIO.')).toEqual({
    status: 'unknown',
    ratio: null,
    noise: null,
    because: 'The disk part failed: EIO.',
  })
})

test('a reference by hand needs no more than a median', () => {
  expect(judge(rate, around(60), { median: 100 })).toMatchObject({ status: 'warn', ratio: 0.6 })
})
