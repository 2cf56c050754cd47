import { describe, expect, test } from 'vitest'
import { gateLooks, gateRule } from '../../../src/comparison/index.ts'

describe('the rule of a gate', () => {
  test('tolerates 2 % and rules out 5 %, with five looks at .0025 for .01 in all', () => {
    expect(gateRule()).toEqual({
      tolerance: 0.02,
      detect: 0.05,
      alpha: 0.01,
      looks: [12, 20, 30, 44, 60],
      perLookAlpha: 0.0025,
      power: 0.95,
    })
    expect(gateLooks).toEqual([12, 20, 30, 44, 60])
  })

  test('takes other limits', () => {
    expect(gateRule({ tolerance: 0, detect: 0.01 })).toMatchObject({ tolerance: 0, detect: 0.01 })
  })

  test.each([
    { tolerance: 0.05 },
    { tolerance: 0.05, detect: 0.04 },
    { tolerance: -0.01 },
    { detect: 1 },
    { detect: Number.NaN },
    { tolerance: Number.NaN },
  ])('refuses %o', (limits) => {
    expect(() => gateRule(limits)).toThrow('cannot decide: it needs 0 <= tolerance < detect < 1')
  })
})
