import { describe, expect, it } from 'vitest'
import { nearestTier } from '../../src/sizing/index.ts'
import { gib, lewis } from './lewis.ts'

const tiers = lewis.tiers ?? {}
const recommended = { cpuCores: 4, memoryBytes: 8 * gib, storageBytes: 100 * gib, networkBitsPerSecond: 1e9 }

describe('the nearest tier', () => {
  it('holds a need that fits exactly, with nothing to spare', () => {
    expect(nearestTier(recommended, tiers)).toEqual({
      name: 'recommended',
      tier: tiers.recommended,
      fits: true,
      difference: { cpuCores: 0, memoryBytes: 0, storageBytes: 0, networkBitsPerSecond: 0 },
      lacking: [],
    })
  })

  it.each([
    ['a need below the smallest', { cpuCores: 0.5 }, 'recommended'],
    ['one resource a hair above', { memoryBytes: 8 * gib + 1 }, 'high-performance'],
    ['one resource far above', { storageBytes: 400 * gib }, 'high-performance'],
    ['a fast network alone', { networkBitsPerSecond: 2e9 }, 'high-performance'],
  ])('for %s is the smallest that holds all of it', (_, change, name) => {
    expect(nearestTier({ ...recommended, ...change }, tiers)).toMatchObject({ name, fits: true })
  })

  it('is the smallest for next to nothing', () => {
    const little = { cpuCores: 0, memoryBytes: 0, storageBytes: 0, networkBitsPerSecond: 0 }
    expect(nearestTier(little, tiers)?.name).toBe('minimum')
  })

  it('over the largest is the largest, with what is lacking and what is spare', () => {
    const fit = nearestTier({ ...recommended, cpuCores: 22, storageBytes: 600 * gib }, tiers)
    expect(fit).toMatchObject({
      name: 'high-performance',
      fits: false,
      difference: {
        cpuCores: -14,
        memoryBytes: 8 * gib,
        storageBytes: -100 * gib,
        networkBitsPerSecond: 9e9,
      },
    })
    expect(fit?.lacking.map(({ name }) => name)).toEqual(['cpu', 'storage'])
    expect(fit?.tier.openEnded).toBe(true)
  })

  it('is nothing without tiers', () => {
    expect(nearestTier(recommended, {})).toBeNull()
  })
})
