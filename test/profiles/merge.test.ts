import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeProfiles } from '../../src/profiles/index.ts'
import { profileParts } from './profile-arbitrary.ts'

describe('merging profiles', () => {
  test('goes down into maps, and the upper value wins', () => {
    const base = {
      name: 'base',
      quota: { pods: 1, limits: { cpuCores: 1, memoryBytes: 1 } },
      performance: { maxWorkers: 1, cache: { enabled: true } },
    }
    const over = {
      name: 'over',
      quota: { limits: { cpuCores: 2 } },
      performance: { cache: { backend: 'redis' } },
    }
    expect(mergeProfiles(base, over)).toEqual({
      name: 'over',
      quota: { pods: 1, limits: { cpuCores: 2, memoryBytes: 1 } },
      performance: { maxWorkers: 1, cache: { enabled: true, backend: 'redis' } },
    })
  })

  test('changes neither of the two', () => {
    const base = { quota: { limits: { cpuCores: 1 } } }
    const over = { quota: { limits: { memoryBytes: 2 } } }
    mergeProfiles(base, over)
    expect([base, over]).toEqual([
      { quota: { limits: { cpuCores: 1 } } },
      { quota: { limits: { memoryBytes: 2 } } },
    ])
  })

  test('sorts tiers by cores, and keeps the order of the base among equals', () => {
    const base = { tiers: { b: { cpuCores: 4 }, a: { cpuCores: 4 }, unknown: {} } }
    const over = { tiers: { c: { cpuCores: 4 }, d: { cpuCores: 1 }, b: { memoryBytes: 1 } } }
    expect(Object.keys(mergeProfiles(base, over).tiers ?? {})).toEqual(['d', 'b', 'a', 'c', 'unknown'])
  })

  test('takes a key called __proto__ for a key', () => {
    const over = JSON.parse('{"tiers": {"__proto__": {"cpuCores": 1}}, "__proto__": {"polluted": 1}}')
    const tiers = mergeProfiles({ tiers: { a: { cpuCores: 2 } } }, over).tiers ?? {}
    expect(Object.keys(tiers)).toEqual(['__proto__', 'a'])
    expect({}).not.toHaveProperty('polluted')
    expect({}).not.toHaveProperty('cpuCores')
  })

  test('with nothing on either side changes nothing', () => {
    fc.assert(
      fc.property(profileParts, (part) => {
        expect(mergeProfiles(part, {})).toEqual(part)
        expect(mergeProfiles({}, part)).toEqual(part)
        expect(mergeProfiles(part, part)).toEqual(part)
      }),
    )
  })

  test('is associative, and the order of tiers is too where no two have the same cores', () => {
    fc.assert(
      fc.property(profileParts, profileParts, profileParts, (a, b, c) => {
        const left = mergeProfiles(mergeProfiles(a, b), c)
        const right = mergeProfiles(a, mergeProfiles(b, c))
        expect(left).toEqual(right)
        const cores = Object.values(left.tiers ?? {}).map(({ cpuCores }) => cpuCores)
        if (new Set(cores).size < cores.length) return
        expect(Object.keys(left.tiers ?? {})).toEqual(Object.keys(right.tiers ?? {}))
      }),
    )
  })
})
