import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Profile } from '../../src/core/index.ts'
import { compileProfiles, renderShippedModule } from '../../src/profiles/compile.ts'
import { type LoadedProfile, shippedProfileNames } from '../../src/profiles/index.ts'
import { shippedChains, shippedProfiles } from '../../src/profiles/shipped.ts'
import { guideAlerts } from './guide-alerts.ts'

const folder = new URL('../../profiles/', import.meta.url)
const texts = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
)
const mib = 2 ** 20
const gib = 2 ** 30

function shipped(name: string): Profile {
  const loaded: LoadedProfile | undefined = compileProfiles(texts).find(
    ({ profile }) => profile.name === name,
  )
  if (loaded === undefined) throw new Error(`${name} is not shipped`)
  return loaded.profile
}

const guideTiers = {
  minimum: { cpuCores: 2, memoryBytes: 4 * gib, storageBytes: 50 * gib, networkBitsPerSecond: 100e6 },
  recommended: { cpuCores: 4, memoryBytes: 8 * gib, storageBytes: 100 * gib, networkBitsPerSecond: 1e9 },
  'high-performance': {
    cpuCores: 8,
    memoryBytes: 16 * gib,
    storageBytes: 500 * gib,
    networkBitsPerSecond: 10e9,
    openEnded: true,
  },
}
const guideFactors = {
  base: { cpuCores: 2, memoryGb: 4, storageGb: 50, networkMbps: 100 },
  scansPerHour: 0.1,
  concurrentUsers: 0.5,
  dataRetentionDays: 1,
  networkIntensive: 2,
}
const targetUtilization = { cpu: 0.7, memory: 0.8, storage: 0.8, network: 0.7 }
const guidePerformance = {
  maxWorkers: 16,
  maxConcurrentScans: 10,
  threadPoolSize: 20,
  cache: { enabled: true, backend: 'redis', defaultTtlSeconds: 3600, maxMemoryBytes: 512 * mib },
  database: {
    poolSize: 20,
    maxOverflow: 30,
    poolTimeoutSeconds: 30,
    poolRecycleSeconds: 3600,
    echoSql: false,
  },
  network: { connectionTimeoutSeconds: 30, readTimeoutSeconds: 60, keepAlive: true, maxConnections: 100 },
  memory: { maxHeapSizeBytes: 2 * gib, gcThreshold: 0.8, cleanupIntervalSeconds: 300 },
  monitoring: { metricsIntervalSeconds: 10, healthCheckIntervalSeconds: 30, performanceLogging: true },
}

test('the shipped module is what the YAML says', () => {
  const loaded = compileProfiles(texts)
  expect(shippedProfiles).toEqual(loaded.map(({ profile }) => profile))
  expect(shippedChains).toEqual(loaded.map(({ chain }) => chain))
  expect(shippedProfileNames).toEqual(['high-performance', 'lewis', 'minimum', 'recommended', 'web-service'])
})

test('every shipped file names its schema in the first line and says where its numbers come from', () => {
  for (const [name, text] of Object.entries(texts)) {
    const [first, second, third] = text.split('\n')
    expect([name, first, second]).toEqual([
      name,
      '# yaml-language-server: $schema=../dist/schemas/profile.json',
      '#',
    ])
    expect(third).toMatch(/^# \w/)
  }
})

describe('the shipped profile', () => {
  test("recommended is the guide's", () => {
    expect(shipped('recommended')).toEqual({
      name: 'recommended',
      source: 'built in',
      tiers: guideTiers,
      sizing: { tier: 'recommended', guide: guideFactors, targetUtilization },
      performance: guidePerformance,
      alerts: guideAlerts,
    })
    expect(Object.keys(shipped('recommended').tiers ?? {})).toEqual([
      'minimum',
      'recommended',
      'high-performance',
    ])
  })

  test('minimum is recommended with half of the workers, pools and memory', () => {
    expect(shipped('minimum')).toEqual({
      name: 'minimum',
      source: 'built in',
      tiers: guideTiers,
      sizing: { tier: 'minimum', guide: guideFactors, targetUtilization },
      performance: {
        ...guidePerformance,
        maxWorkers: 8,
        maxConcurrentScans: 5,
        threadPoolSize: 10,
        cache: { ...guidePerformance.cache, maxMemoryBytes: 256 * mib },
        database: { ...guidePerformance.database, poolSize: 10, maxOverflow: 15 },
        network: { ...guidePerformance.network, maxConnections: 50 },
        memory: { ...guidePerformance.memory, maxHeapSizeBytes: gib },
      },
      alerts: guideAlerts,
    })
  })

  test('high-performance is recommended with twice the workers, pools and memory', () => {
    expect(shipped('high-performance')).toEqual({
      name: 'high-performance',
      source: 'built in',
      tiers: guideTiers,
      sizing: { tier: 'high-performance', guide: guideFactors, targetUtilization },
      performance: {
        ...guidePerformance,
        maxWorkers: 32,
        maxConcurrentScans: 20,
        threadPoolSize: 40,
        cache: { ...guidePerformance.cache, maxMemoryBytes: gib },
        database: { ...guidePerformance.database, poolSize: 40, maxOverflow: 60 },
        network: { ...guidePerformance.network, maxConnections: 200 },
        memory: { ...guidePerformance.memory, maxHeapSizeBytes: 4 * gib },
      },
      alerts: guideAlerts,
    })
  })

  test('lewis is recommended as LEWIS is deployed, without unit costs that nobody measured', () => {
    const { scenarios, ...lewis } = shipped('lewis')
    expect(Object.keys(scenarios ?? {})).toEqual(['scan', 'browse'])
    expect(lewis).toEqual({
      name: 'lewis',
      source: 'built in',
      tiers: guideTiers,
      sizing: { tier: 'recommended', guide: guideFactors, targetUtilization },
      quota: {
        pods: 50,
        requests: { cpuCores: 10, memoryBytes: 20 * gib },
        limits: { cpuCores: 40, memoryBytes: 80 * gib },
        container: { cpuCores: 4, memoryBytes: 8 * gib },
      },
      deployment: {
        name: 'lewis-app',
        namespace: 'lewis-system',
        image: 'lewis:latest',
        port: 8080,
        metricsPort: 9090,
        replicas: 3,
        maxSurge: 1,
        maxUnavailable: 0,
        probes: { startup: '/startup', readiness: '/ready', liveness: '/health' },
      },
      performance: { ...guidePerformance, maxConcurrentScans: 5 },
      slos: ['mean<5s', 'errors<5%'],
      alerts: guideAlerts,
    })
  })

  test('web-service is a service of its own, planned by measured unit costs', () => {
    expect(shipped('web-service')).toEqual({
      name: 'web-service',
      source: 'built in',
      tiers: {
        small: { cpuCores: 1, memoryBytes: 2 * gib, storageBytes: 20 * gib, networkBitsPerSecond: 1e9 },
        medium: { cpuCores: 2, memoryBytes: 4 * gib, storageBytes: 50 * gib, networkBitsPerSecond: 1e9 },
        large: {
          cpuCores: 8,
          memoryBytes: 16 * gib,
          storageBytes: 200 * gib,
          networkBitsPerSecond: 10e9,
          openEnded: true,
        },
      },
      sizing: { model: 'demand', tier: 'small', targetUtilization },
      deployment: {
        name: 'web',
        image: 'web:latest',
        port: 8080,
        replicas: 2,
        maxSurge: 1,
        maxUnavailable: 0,
        probes: { startup: '/health', readiness: '/health', liveness: '/health' },
      },
    })
  })
})

describe('the build refuses', () => {
  test.each([
    [
      'a base that is not shipped',
      { 'a.yaml': 'extends: b\n', 'c.yaml': 'quota: {}\n' },
      'extends names no shipped profile, in profiles/a.yaml:1:10, got b.',
    ],
    [
      'a circle',
      { 'a.yaml': 'extends: b\n', 'b.yaml': 'extends: a\n' },
      'extends goes in a circle (a -> b -> a), in profiles/b.yaml:1:10, got a.',
    ],
    [
      'a mistake',
      { 'a.yaml': 'tier: 1\n' },
      'The profile has an unknown key, in profiles/a.yaml:1:1, got tier.',
    ],
    [
      'a tier that is not there',
      { 'a.yaml': 'sizing: {tier: x}\n' },
      'sizing.tier names a tier that the profile lacks, in profiles/a.yaml:1:16, got x.',
    ],
    [
      'a name that is not the file',
      { 'a.yaml': 'name: b\n' },
      'A shipped profile is called as its file is, in profiles/a.yaml, got b.',
    ],
  ])('%s', (_, files, sentence) => {
    expect(() => renderShippedModule(files)).toThrow(sentence)
  })
})
