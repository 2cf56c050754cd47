import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import { assertWorkload } from '../../src/sizing/workload.ts'
import { example } from './lewis.ts'

describe('a workload', () => {
  it('of nothing at all is a workload', () => {
    const nothing = { scansPerHour: 0, concurrentUsers: 0, dataRetentionDays: 0 }
    expect(assertWorkload(nothing)).toBe(nothing)
  })

  it.each(['scansPerHour', 'concurrentUsers', 'dataRetentionDays'])('names an impossible %s', (key) => {
    for (const value of [-1, -0.001, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => assertWorkload({ ...example, [key]: value })).toThrow(OperatorError)
      expect(() => assertWorkload({ ...example, [key]: value })).toThrow(
        expect.objectContaining({
          sentence: `${key} must be a finite number of at least 0, got ${value}.`,
          hint: 'Give what the deployment does today or shall do.',
          exitCode: 2,
        }),
      )
    }
  })
})
