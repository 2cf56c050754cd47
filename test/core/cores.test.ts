import { describe, expect, it } from 'vitest'
import { parseCores } from '../../src/core/index.ts'

describe('a number of cores', () => {
  it.each([
    ['2', 2],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['500m', 0.5],
    ['1500m', 1.5],
    ['1m', 0.001],
    ['0', 0],
    ['0m', 0],
  ])('%s is %d cores', (text, cores) => {
    expect(parseCores(text)).toEqual({ ok: true, value: cores })
  })

  it.each(['', 'm', '-1', '-500m', '1e309', 'two', '5mm', '5 m', '2c', 'NaN'])('%j is refused', (text) => {
    expect(parseCores(text)).toEqual({
      ok: false,
      problem: 'is not a number of cores',
      hint: 'Write cores as 2, 0.5 or 500m.',
    })
  })
})
