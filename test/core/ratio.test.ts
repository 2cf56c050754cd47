import { describe, expect, it } from 'vitest'
import { parseRatio } from '../../src/core/index.ts'

const hint = 'Write a share between 0 and 1, as 85% or 0.85.'

describe('a ratio', () => {
  it.each([
    ['85%', 0.85],
    ['0.85', 0.85],
    ['85 %', 0.85],
    ['99.9%', 0.999],
    ['1.1%', 0.011],
    ['0', 0],
    ['0%', 0],
    ['1', 1],
    ['100%', 1],
    ['.5', 0.5],
  ])('%s is %d', (text, ratio) => {
    expect(parseRatio(text)).toEqual({ ok: true, value: ratio })
  })

  it.each(['85', '1.01', '101%', '-0.1', '-1%'])('%s is not between 0 and 1', (text) => {
    expect(parseRatio(text)).toEqual({ ok: false, problem: 'is not between 0 and 1', hint })
  })

  it.each(['', '%', '5%%', 'half', 'NaN', '1e309', '% 5'])('%j is refused', (text) => {
    expect(parseRatio(text)).toEqual({ ok: false, problem: 'is not a ratio', hint })
  })
})
