import * as fc from 'fast-check'
import type { Profile } from '../../src/core/index.ts'
import { completeProfile } from '../../src/profiles/complete-profile.ts'
import type { ProfilePart } from '../../src/profiles/index.ts'
import { sortTiers } from '../../src/profiles/merge-profiles.ts'

const bytes = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 40 }),
  fc.integer({ min: 1, max: 4096 }).map((count) => count * 2 ** 30),
  fc.integer({ min: 1, max: 4096 }).map((count) => count * 1e9),
)
const cores = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
const bits = fc.oneof(
  fc.integer({ min: 1, max: 1e12 }),
  fc.integer({ min: 1, max: 100 }).map((count) => count * 1e9),
)
const share = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
  fc.double({ min: 1e-9, max: 1, noNaN: true }),
)
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1000 }),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0),
)
const count = fc.integer({ min: 0, max: 100_000 })
const seconds = fc.oneof(
  fc.integer({ min: 0, max: 1e8 }),
  fc.integer({ min: 0, max: 1e12 }).map((us) => Number((us / 1e6).toFixed(6))),
)
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,8}$/).filter((text) => !(text in {}))
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replace(/\s+/gu, ' ').trim())
  .filter((text) => text !== '' && !/[\p{Cc}\p{Cf}\p{Cs}\uFFFD]/u.test(text))
const kubernetes = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/)
const path = fc.stringMatching(/^\/[a-z?=&]{0,8}$/)

/** Any subset of these keys. */
function some<T extends object>(keys: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(keys, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>
}

const tier = {
  cpuCores: cores,
  memoryBytes: bytes,
  storageBytes: bytes,
  networkBitsPerSecond: bits,
  openEnded: fc.boolean(),
}
const base = { cpuCores: amount, memoryGb: amount, storageGb: amount, networkMbps: amount }
const factors = {
  scansPerHour: amount,
  concurrentUsers: amount,
  dataRetentionDays: amount,
  networkIntensive: amount,
}
const utilization = some({ cpu: share, memory: share, storage: share, network: share })
const shape = some({ cpuCores: cores, memoryBytes: bytes })
const price = {
  cpuCore: amount,
  memoryGib: amount,
  instances: fc.dictionary(fc.stringMatching(/^[1-9]c[1-9]g$/), amount),
}
const money = { currency: fc.stringMatching(/^[A-Z]{3}$/), period: fc.constantFrom('hour', 'month', 'year') }
const deployed = {
  namespace: kubernetes,
  port: fc.integer({ min: 1, max: 65_535 }),
  replicas: count,
  maxSurge: fc.integer({ min: 1, max: 9 }),
  maxUnavailable: count,
  probes: some({ startup: path, readiness: path, liveness: path }),
}

const limit = fc.oneof(
  fc.constantFrom('85%', '20ms', '5GiB', '0.5', '1.50'),
  fc.integer({ min: 0, max: 1e9 }).map(String),
)
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const figure = (value: fc.Arbitrary<number>) =>
  fc.record({ median: value, low: value, high: value }, { requiredKeys: ['median'] })
/** Nine digits, as figures are kept. */
const digits = (value: fc.Arbitrary<number>) => value.map((one) => Number(one.toPrecision(9)))
const hostReference = fc.record(
  {
    recorded: day,
    machine: some({ id: words, cpuModel: words, cores, memoryBytes: bytes, node: words, disk: words }),
    figures: some({
      cpuInteger: figure(digits(fc.double({ min: 1e-3, max: 1e9, noNaN: true }))),
      diskWrite: figure(digits(fc.double({ min: 1, max: 1e13, noNaN: true }))),
      memoryLatency: figure(digits(fc.double({ min: 1e-10, max: 1e3, noNaN: true }))),
    }),
  },
  { requiredKeys: ['figures'] },
)

const text = fc.stringMatching(/^[a-z$ {}~:]{1,12}$/)
const stepParts = {
  name: words,
  request: fc.constantFrom('GET /a', 'POST /b?c=${d.e}'),
  weight: amount,
  headers: fc.dictionary(fc.constantFrom('Accept', 'X-Trace'), text),
  json: fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 2 })), {
    maxKeys: 3,
  }),
  form: fc.dictionary(name, text, { maxKeys: 2 }),
  expect: some({ status: fc.constantFrom('2xx', '200, 202'), body: text }),
  extract: fc.dictionary(name, some({ json: path, matches: text }), { maxKeys: 2 }),
  think: fc.constantFrom({ fromSeconds: 1, toSeconds: 1 }, { fromSeconds: 0.5, toSeconds: 2 }),
  poll: some({ json: path, until: fc.array(text, { maxLength: 2 }), everySeconds: seconds }),
}
const stepSpec = fc.record(stepParts, { requiredKeys: ['request'] })

const watched = fc.constantFrom(
  { metric: 'cpu.usage', above: '85%', clear: '0.75' },
  { metric: 'disk.usage{mount=/data}', above: '90%', judge: 'mean' as const, overSeconds: 60 },
  { metric: 'disk.free', below: '24h', judge: 'time-to-empty' as const },
  { metric: 'some_total', above: '50', judge: 'increase' as const, overSeconds: 0.5 },
)
const alertRule = fc
  .tuple(
    watched,
    some({
      title: words,
      forSeconds: seconds,
      delay: some({ downSeconds: seconds, multiplier: fc.integer({ min: 1, max: 9 }) }),
      severity: fc.constantFrom('low' as const, 'critical' as const),
      severityRatios: fc.constantFrom({ medium: 1.15 }, { medium: 1, high: 2.5, critical: 3 }),
      labels: fc.dictionary(name, words, { maxKeys: 2 }),
      runbook: words,
      noDataSeconds: seconds,
      off: fc.boolean(),
    }),
  )
  .map(([required, optional]) => ({ ...required, ...optional }))

const otherSections = {
  alerts: fc.dictionary(name, alertRule, { maxKeys: 3 }),
  scenarios: fc.dictionary(
    name,
    fc.record({
      about: words,
      steps: fc.array(stepSpec, { maxLength: 3 }),
      login: fc.array(stepSpec, { maxLength: 1 }),
    }),
    { maxKeys: 2 },
  ),
  hostReference,
  slos: fc.array(fc.constantFrom('p99<200ms', 'errors<1%, rate>450/s', 'p95[login]<300ms over 10s'), {
    maxLength: 3,
  }),
  allow: fc.array(fc.constantFrom('staging.example.org', '10.0.0.5', 'fe80::1'), { maxLength: 3 }),
  thresholds: fc.dictionary(name, some({ warn: limit, fail: limit, clear: limit }), { maxKeys: 3 }),
  skip: fc.array(
    fc.record(
      { id: name, instance: name, reason: words, until: day },
      { requiredKeys: ['id', 'reason', 'until'] },
    ),
    { maxLength: 3 },
  ),
  unitCosts: some({
    source: words,
    cpuSecondsPerScan: amount,
    memoryPerUserBytes: bytes,
    baseMemoryBytes: bytes,
    storagePerDayBytes: bytes,
    networkPerScanBits: bits,
  }),
  quota: some({ pods: count, requests: shape, limits: shape, container: shape }),
  performance: some({
    maxWorkers: count,
    cache: some({ enabled: fc.boolean(), backend: name, defaultTtlSeconds: seconds, maxMemoryBytes: bytes }),
    database: some({ poolSize: count, poolTimeoutSeconds: seconds, echoSql: fc.boolean() }),
    network: some({ readTimeoutSeconds: seconds, keepAlive: fc.boolean(), maxConnections: count }),
    memory: some({ maxHeapSizeBytes: bytes, gcThreshold: share }),
    monitoring: some({ metricsIntervalSeconds: seconds, performanceLogging: fc.boolean() }),
  }),
}

/** What one file may say. */
export const profileParts: fc.Arbitrary<ProfilePart> = some({
  name: words,
  tiers: fc.dictionary(name, some(tier), { maxKeys: 4 }),
  sizing: some({
    model: fc.constantFrom('guide' as const, 'demand' as const),
    guide: some({ base: some(base), ...factors }),
    targetUtilization: utilization,
  }),
  prices: some({ ...money, ...price }),
  deployment: some({ name: kubernetes, image: kubernetes, ...deployed }),
  ...otherSections,
})

/** Whole profiles, as `loadProfile` would give them for the file p.yaml. */
export const profiles: fc.Arbitrary<Profile> = fc
  .tuple(
    words,
    some({
      tiers: fc.dictionary(
        name,
        fc.record(tier, {
          requiredKeys: ['cpuCores', 'memoryBytes', 'storageBytes', 'networkBitsPerSecond'],
        }),
        {
          minKeys: 1,
          maxKeys: 4,
        },
      ),
      sizing: some({
        guide: fc.record({ base: fc.record(base), ...factors }),
        targetUtilization: utilization,
      }),
      prices: fc.record({ ...money, ...price }, { requiredKeys: ['currency', 'period'] }),
      deployment: fc.record(
        { name: kubernetes, image: kubernetes, ...deployed },
        { requiredKeys: ['name', 'image'] },
      ),
      ...otherSections,
    }),
  )
  .map(([called, sections]) => {
    const completed = completeProfile(
      sortTiers({ name: called, source: 'p.yaml', ...sections } as ProfilePart),
    )
    if (!completed.ok) throw new Error(`not whole: ${JSON.stringify(completed.shortcomings)}`)
    return completed.profile
  })
