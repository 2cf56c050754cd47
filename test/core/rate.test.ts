import { describe, expect, it } from 'vitest'
import { parseRate } from '../../src/core/index.ts'

const hint = 'Write a number and a period: 500/s, 30/m, 100/h or 3k/s.'

describe('a rate', () => {
  it.each([
    ['500/s', 500],
    ['30/m', 0.5],
    ['30/min', 0.5],
    ['3k/s', 3000],
    ['2M/s', 2_000_000],
    ['100/h', 100 / 3600],
    ['86400/d', 1],
    ['0.5/s', 0.5],
    ['.5/s', 0.5],
    ['12.75/s', 12.75],
    ['.25/s', 0.25],
    ['0/s', 0],
  ])('%s is %d per second', (text, perSecond) => {
    expect(parseRate(text)).toEqual({ ok: true, value: perSecond })
  })

  it.each(['500', '0.5', '1.25'])('%s without a period is refused', (text) => {
    expect(parseRate(text)).toEqual({ ok: false, problem: 'needs a period', hint })
  })

  it.each([
    '',
    '/s',
    '-5/s',
    '5 / s',
    '5/w',
    '5K/s',
    '5G/s',
    '5/s/s',
    'x5/s',
    '1e3/s',
    '5/constructor',
    'a5',
    '5!',
    '5.5.',
  ])('%j is refused', (text) => {
    expect(parseRate(text)).toEqual({ ok: false, problem: 'is not a rate', hint })
  })

  it('beyond all numbers is refused', () => {
    expect(parseRate(`${'9'.repeat(308)}M/s`)).toEqual({ ok: false, problem: 'is not a rate', hint })
  })
})
