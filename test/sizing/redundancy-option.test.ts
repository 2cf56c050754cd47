import { describe, expect, it } from 'vitest'
import { parseRedundancy } from '../../src/sizing/index.ts'

describe('a redundancy', () => {
  it.each([
    ['n', 0],
    ['N', 0],
    ['n+0', 0],
    ['n+1', 1],
    ['N+2', 2],
    ['n + 1', 1],
    ['n+100', 100],
  ])('%s has %d to spare', (text, spare) => {
    expect(parseRedundancy(text)).toEqual({ ok: true, value: spare })
  })

  it.each(['', '1', '+1', 'n+', 'n-1', 'n+1.5', 'n+1000', '2n', 'n+1x', 'nn', 'n+one'])(
    '%j is refused',
    (text) => {
      expect(parseRedundancy(text)).toEqual({
        ok: false,
        problem: 'is not a redundancy',
        hint: 'Write n, n+1 or n+2.',
      })
    },
  )
})
