import { describe, expect, test } from 'vitest'
import { comparedRates, type TargetName, targets } from './simulated-runs.ts'

const pairs = 60

describe('two runs of the same build', () => {
  // Of 60 pairs at .003 each .18 are expected to be called worse by chance; three or more would be 1 in 1000.
  test.each(Object.keys(targets) as TargetName[])('are hardly ever called worse or better: %s', (name) => {
    const { worse, better } = comparedRates(targets[name], { pairs, seed: 1 })
    expect(worse * pairs).toBeLessThanOrEqual(2)
    expect(better * pairs).toBeLessThanOrEqual(2)
  })

  test('are called worse more often where runs differ by more than is tolerated', () => {
    const differing = comparedRates({ ...targets.constant, betweenRuns: 0.06 }, { pairs, seed: 2 })
    expect(differing.worse).toBeGreaterThan(0.1)
    const alike = comparedRates({ ...targets.constant, betweenRuns: 0.01 }, { pairs, seed: 2 })
    expect(alike.worse * pairs).toBeLessThanOrEqual(2)
  })
})
