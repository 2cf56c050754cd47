import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Profile } from '../../src/core/index.ts'
import { loadProfile, shippedProfileNames, toYaml } from '../../src/profiles/index.ts'
import { profiles } from './profile-arbitrary.ts'
import { profileWorld } from './profile-world.ts'

async function readBack(profile: Profile): Promise<Profile> {
  return (await loadProfile('p.yaml', profileWorld({ 'p.yaml': await toYaml(profile) }))).profile
}

test.each(shippedProfileNames)('%s reads back as itself', async (name) => {
  const { profile } = await loadProfile(name, profileWorld({}))
  const again = await readBack(profile)
  expect(again).toEqual({ ...profile, source: 'p.yaml' })
  expect(Object.keys(again.tiers ?? {})).toEqual(Object.keys(profile.tiers ?? {}))
})

test('any profile reads back as itself', async () => {
  await fc.assert(
    fc.asyncProperty(profiles, async (profile) => {
      const again = await readBack(profile)
      expect(again).toEqual(profile)
      expect(Object.keys(again.tiers ?? {})).toEqual(Object.keys(profile.tiers ?? {}))
    }),
    { numRuns: 300 },
  )
})

test('base units become words that a person would write', async () => {
  const profile: Profile = {
    name: '2024: "mine"',
    source: 'p.yaml',
    tiers: {
      a: { cpuCores: 0.5, memoryBytes: 1.5 * 2 ** 30, storageBytes: 500e9, networkBitsPerSecond: 2.5e9 },
    },
    sizing: { tier: 'a', targetUtilization: { cpu: 0.7, memory: 1 / 3 } },
    unitCosts: {
      baseMemoryBytes: 0,
      storagePerDayBytes: 2.5e9,
      networkPerScanBits: 40.5e6,
      memoryPerUserBytes: 1001,
    },
    prices: { currency: 'EUR', period: 'month', instances: { '8c16g': 140 } },
    performance: {
      cache: { defaultTtlSeconds: 3600, maxMemoryBytes: 512e6 },
      network: { readTimeoutSeconds: 0.25 },
    },
  }
  expect(await toYaml(profile)).toBe(`name: '2024: "mine"'
tiers:
  a:
    cpuCores: 0.5
    memory: 1536MiB
    storage: 500GB
    network: 2500Mbps
sizing:
  tier: a
  targetUtilization:
    cpu: 70%
    memory: 0.3333333333333333
unitCosts:
  memoryPerUser: 1001B
  baseMemory: 0B
  gbPerDay: 2500MB
  mbitPerScan: 40.5
prices:
  currency: EUR
  period: month
  instances:
    8c16g: 140
performance:
  cache:
    default_ttl: 3600s
    max_memory: 500000KiB
  network:
    read_timeout: 0.25s
`)
})
