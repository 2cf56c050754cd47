import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/core/index.ts'

const hint = 'Write a number with a unit: 100us, 250ms, 3s, 5m, 2h, 7d, 4w or 1h30m.'

describe('a duration', () => {
  it.each([
    ['100us', 0.0001],
    ['100µs', 0.0001],
    ['250ms', 0.25],
    ['3s', 3],
    ['5m', 300],
    ['2h', 7200],
    ['7d', 604_800],
    ['4w', 2_419_200],
    ['1h30m', 5400],
    ['1d12h', 129_600],
    ['1m0.5s', 60.5],
    ['1s500ms', 1.5],
    ['1.5h', 5400],
    ['0s', 0],
    ['0.1ms', 0.0001],
    ['12.25s', 12.25],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: seconds })
  })

  it.each(['30', '0.5', '1.25'])('%s without a unit is refused', (text) => {
    expect(parseDuration(text)).toEqual({ ok: false, problem: 'needs a unit of time', hint })
  })

  it.each([
    '',
    's',
    '-3s',
    '3 s',
    ' 3s',
    '3s ',
    '1h30',
    '3sec',
    '.5s',
    '1e3s',
    '1y',
    '3S',
    'in 3s',
    '1constructor',
    'a5',
    '5!',
    '5.5.',
  ])('%j is refused', (text) => {
    expect(parseDuration(text)).toEqual({ ok: false, problem: 'is not a duration', hint })
  })

  it('beyond all numbers is refused', () => {
    expect(parseDuration(`${'9'.repeat(308)}w`)).toEqual({ ok: false, problem: 'is not a duration', hint })
  })
})
