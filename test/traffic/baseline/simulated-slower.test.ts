import { describe, expect, test } from 'vitest'
import { comparedRates, type TargetName, targets } from './simulated-runs.ts'

const pairs = 60

describe('a target that got 10 % slower', () => {
  test.each<TargetName>(['constant', 'long tail', 'queue', 'errors'])(
    'is found in 19 of 20 pairs: %s',
    (name) => {
      const { worse, passed } = comparedRates(targets[name], { pairs, seed: 3, slower: 1.1 })
      expect(worse).toBeGreaterThanOrEqual(0.95)
      expect(passed).toBe(0)
    },
  )

  test.each<TargetName>(['drifting', 'bursts'])('is seldom said to be as it was: %s', (name) => {
    const { passed } = comparedRates(targets[name], { pairs, seed: 4, slower: 1.1 })
    expect(passed * pairs).toBeLessThanOrEqual(4)
  })
})
