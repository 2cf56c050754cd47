import { describe, expect, it } from 'vitest'
import { decide, type Holding, size } from '../../src/sizing/index.ts'
import { bare, gib, lewis, measured, request } from './lewis.ts'

const titlesOf = (about: Parameters<typeof request>[0] = {}) =>
  size(request(about)).tables.map(({ title }) => title)
const growth = { growth: { text: '100%/month', monthlyRatio: 1 }, months: 2 }
const unknown: Holding = { ok: false, reason: 'absent' }
const instance = {
  text: '8c16g',
  shape: { cpuCores: 8, memoryBytes: 16 * gib },
  redundancy: { spare: 1, zones: 3 },
}

describe('size', () => {
  it("answers the guide's example", () => {
    const { data, findings, charts, headline } = size(request())
    expect(headline).toContain('plan 22 cores, 44 GiB memory')
    expect(findings).toEqual([])
    expect(charts).toEqual([])
    expect(data).toEqual({
      model: 'guide',
      workload: { scansPerHour: 100, concurrentUsers: 20, dataRetentionDays: 365, networkIntensive: false },
      need: {
        cpuCores: { value: 22, unit: 'cores' },
        memoryBytes: { value: 44 * gib, unit: 'bytes' },
        storageBytes: { value: 18300 * gib, unit: 'bytes' },
        networkBitsPerSecond: { value: 1e8, unit: 'bits-per-second' },
      },
      because: {
        cpuCores: '2 cores x (1 + 100 scans an hour x 0.1), rounded down',
        memoryBytes: '4 GiB x (1 + 20 users x 0.5), rounded down',
        storageBytes: '50 GiB x (1 + 365 days x 1), rounded down',
        networkBitsPerSecond: '100 Mbit/s for any workload',
      },
      tier: 'high-performance',
      tierFits: false,
      tierDifference: {
        cpuCores: { value: -14, unit: 'cores' },
        memoryBytes: { value: -28 * gib, unit: 'bytes' },
        storageBytes: { value: -17800 * gib, unit: 'bytes' },
        networkBitsPerSecond: { value: 9.9e9, unit: 'bits-per-second' },
      },
      instances: null,
      instancePlan: null,
      outgrown: [],
      growth: null,
      cost: null,
      models: null,
      host: null,
      whatIf: null,
    })
  })

  it('shows what was asked for, and no more', () => {
    const host = { cpu: unknown, memory: unknown, storage: unknown, network: unknown }
    const need = 'Need (guide estimate, not measured)'
    expect(titlesOf()).toEqual([need, 'Plan', 'Assumptions'])
    expect(titlesOf({ host })).toEqual([need, 'Plan', 'This machine', 'Assumptions'])
    expect(titlesOf({ growth })).toEqual([need, 'Plan', 'Growth: 100%/month, 2 months', 'Assumptions'])
    expect(titlesOf({ users: '1,2', costs: measured, model: 'both' })).toEqual([
      'Need of the largest workload (measured unit costs)',
      'Plan',
      'Guide estimate beside measured demand',
      'What if: 2 workloads',
      'Assumptions',
    ])
  })

  it('draws the what-if and the growth', () => {
    const titles = (about: Parameters<typeof request>[0]) =>
      size(request(about)).charts?.map(({ title }) => title)
    expect(titles({ users: '1,2,3', growth })).toEqual(['Memory by users', 'CPU by month', 'Memory by month'])
    expect(titles({ users: '1' })).toEqual([])
  })

  it('gives both models under their names', () => {
    const { data } = size(request({ costs: measured, model: 'both', networkIntensive: true }))
    expect(data.model).toBe('both')
    expect(data.models?.guide.networkBitsPerSecond.value).toBe(2e8)
    expect(data.models?.demand).toEqual(data.need)
    expect(data.need.cpuCores.value).toBeCloseTo(1.25 / 0.7, 9)
  })

  it('has no tier where the profile has none', () => {
    expect(size(request({ profile: bare })).data).toMatchObject({
      tier: 'none',
      tierFits: false,
      tierDifference: null,
    })
    expect(size(request({ scans: '0', users: '0', days: '0' })).data).toMatchObject({
      tier: 'minimum',
      tierFits: true,
    })
  })

  it('plans instances that outlive a zone', () => {
    const { data } = size(request({ instance }))
    expect(data.instances).toBe(6)
    expect(data.instancePlan).toEqual({
      shape: '8c16g',
      perZone: 2,
      zones: 3,
      surviving: 4,
      because: '2.75 instances by CPU, to be carried by 2 of 3 zones: 2 in each',
    })
  })

  it('prices the instances where there are some, the need otherwise', () => {
    const prices = { currency: 'EUR', period: 'month', cpuCore: 10, instances: { '8c16g': 100 } }
    const profile = { ...lewis, prices }
    expect(size(request({ profile, instance })).data.cost?.total).toEqual({
      value: 600,
      unit: 'money:EUR/month',
    })
    expect(size(request({ profile })).data.cost?.total.value).toBe(220)
  })

  it('looks at the largest workload of a what-if', () => {
    const { data } = size(request({ scans: '100,50', users: '10..30:10' }))
    expect(data.workload).toMatchObject({ scansPerHour: 100, concurrentUsers: 30 })
    expect(data.whatIf).toEqual({ points: 6 })
  })

  it('of a what-if with instances and prices has both in its table', () => {
    const profile = { ...lewis, prices: { currency: 'EUR', period: 'month', instances: { '8c16g': 100 } } }
    const table = size(request({ scans: '10,100', profile, instance })).tables[2]
    expect(table?.columns.map(({ key }) => key).slice(-3)).toEqual(['tier', 'instances', 'cost'])
    expect(table?.rows.map((row) => row.slice(-2))).toEqual([
      [
        { value: 6, unit: 'count' },
        { value: 600, unit: 'money:EUR/month' },
      ],
      [
        { value: 6, unit: 'count' },
        { value: 600, unit: 'money:EUR/month' },
      ],
    ])
    const bareTable = size(request({ scans: '10,100', profile: bare })).tables[2]
    expect(bareTable?.rows[0]?.at(-1)).toBeNull()
  })

  it('grows month by month from the month it was asked in', () => {
    const { data } = size(request({ scans: '10', users: '0', days: '0', growth }))
    expect(data.growth).toMatchObject({
      perMonth: { value: 1, unit: 'ratio' },
      months: [
        { month: '2026-01', workload: { scansPerHour: 10 }, need: { cpuCores: { value: 4, unit: 'cores' } } },
        { month: '2026-02', workload: { scansPerHour: 20 }, need: { cpuCores: { value: 6 } } },
        { month: '2026-03', workload: { scansPerHour: 40 }, need: { cpuCores: { value: 10 } } },
      ],
    })
    expect(data.outgrown).toEqual([
      { what: 'minimum', month: '2026-01' },
      { what: 'recommended', month: '2026-02' },
      { what: 'high-performance', month: '2026-03' },
    ])
  })

  it('doubts a guide estimate', () => {
    expect(size(request()).warnings).toHaveLength(2)
    expect(size(request({ costs: measured })).warnings).toEqual([])
  })

  it('refuses unit costs that are missing, and zones that cannot be lost', () => {
    expect(() => size(request({ model: 'demand' }))).toThrow('Model demand needs measured unit costs')
    const wish = { ...instance, redundancy: { spare: 3, zones: 3 } }
    expect(() => size(request({ instance: wish }))).toThrow('3 zones cannot lose 3 of them')
  })
})

it('the numbers behind it are the same', () => {
  const asked = request({ instance, growth, users: '1,2' })
  expect(decide(asked)).toMatchObject({
    points: 2,
    need: { cpuCores: 22 },
    instances: { total: 6 },
    tier: { name: 'high-performance', fits: false },
  })
  expect(decide(asked).months).toHaveLength(3)
})
