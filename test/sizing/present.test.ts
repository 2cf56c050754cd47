import { describe, expect, it } from 'vitest'
import { decide } from '../../src/sizing/index.ts'
import { headline, needTable, planTable, sideBySideTable } from '../../src/sizing/present.ts'
import { bare, gib, lewis, measured, request } from './lewis.ts'

type About = Parameters<typeof request>[0]

const answerTo = (about: About = {}) => decide(request(about))
const headlineOf = (about: About = {}) => headline(request(about), answerTo(about))
const planOf = (about: About = {}) => {
  const asked = request(about)
  return Object.fromEntries(planTable(asked, decide(asked)).rows)
}
const growth = (percent: number, months: number) => ({
  growth: { text: `${percent}%/month`, monthlyRatio: percent / 100 },
  months,
})
const grown = (listed: string) => `that is beyond the high-performance tier in ${listed}`

describe('the headline', () => {
  it.each<[string, About, string]>([
    [
      'a guide estimate',
      {},
      `Guide estimate, not measured: plan 22 cores, 44 GiB memory, 18,300 GiB storage and 100 Mbit/s network for 100 scans an hour, 20 users and 365 days of data; ${grown('CPU, memory and storage')}.`,
    ],
    [
      'a measured demand in whole cores',
      { costs: measured },
      `Plan 2 cores, 4.941 GiB memory, 849.8 GiB storage and 2.778 Mbit/s network for 100 scans an hour, 20 users and 365 days of data; ${grown('storage')}.`,
    ],
    [
      'a small one',
      { scans: '1', users: '1', days: '1' },
      'Guide estimate, not measured: plan 2 cores, 6 GiB memory, 100 GiB storage and 100 Mbit/s network for 1 scan an hour, 1 user and 1 day of data; the recommended tier holds it.',
    ],
    [
      'the largest of a what-if, without tiers',
      { scans: '5,10', users: '0,1000', days: '0', profile: bare },
      'Guide estimate, not measured: plan 4 cores, 2,004 GiB memory, 50 GiB storage and 100 Mbit/s network for the largest of 4 workloads (10 scans an hour, 1,000 users and 0 days of data).',
    ],
  ])('says %s in one sentence', (_, about, sentence) => {
    expect(headlineOf(about)).toBe(sentence)
  })

  it('says that no tier holds it where the largest is not open-ended', () => {
    const { minimum } = lewis.tiers ?? {}
    const profile = { ...bare, tiers: minimum === undefined ? {} : { minimum } }
    expect(headlineOf({ profile })).toMatch(/; no tier holds it, minimum is the largest\.$/)
  })
})

describe('the headline of a comparison', () => {
  const has = (value: number) => ({ ok: true, value, because: 'measured' }) as const
  const unseen = { ok: false, reason: 'not stated' } as const
  const notCompared = 'this machine could not be compared'
  const roomy = { cpu: has(64), memory: has(256 * gib), storage: has(1e15), network: has(1e10) }
  it.each([
    [
      'too small',
      { ...roomy, cpu: has(2), storage: has(gib) },
      'this machine is too small (CPU and Storage)',
    ],
    [
      'not wholly seen',
      { ...roomy, network: unseen },
      'this machine is large enough as far as it can be seen (not: Network)',
    ],
    ['large enough', roomy, 'this machine is large enough'],
    ['not seen in its CPU', { ...roomy, cpu: unseen }, notCompared],
    ['not seen in its memory', { ...roomy, memory: unseen }, notCompared],
    ['not seen in its storage and network', { ...roomy, storage: unseen, network: unseen }, notCompared],
    ['too small where seen', { ...roomy, cpu: has(2), memory: unseen }, 'this machine is too small (CPU)'],
  ])('says that this machine is %s', (_, host, phrase) => {
    expect(headlineOf({ host })).toContain(`; ${phrase}.`)
  })
})

describe('the need', () => {
  it('says why, resource by resource', () => {
    const table = needTable(answerTo())
    expect(table.title).toBe('Need (guide estimate, not measured)')
    expect(table.columns).toEqual([
      { key: 'resource', title: 'Resource' },
      { key: 'need', title: 'Need', align: 'right' },
      { key: 'because', title: 'Because' },
    ])
    expect(table.rows).toEqual([
      ['CPU', { value: 22, unit: 'cores' }, '2 cores x (1 + 100 scans an hour x 0.1), rounded down'],
      ['Memory', { value: 44 * gib, unit: 'bytes' }, '4 GiB x (1 + 20 users x 0.5), rounded down'],
      ['Storage', { value: 18300 * gib, unit: 'bytes' }, '50 GiB x (1 + 365 days x 1), rounded down'],
      ['Network', { value: 1e8, unit: 'bits-per-second' }, '100 Mbit/s for any workload'],
    ])
  })

  it('is titled by its model and by its what-if', () => {
    expect(needTable(answerTo({ costs: measured })).title).toBe('Need (measured unit costs)')
    expect(needTable(answerTo({ users: '1,2' })).title).toBe(
      'Need of the largest workload (guide estimate, not measured)',
    )
  })
})

describe('the plan', () => {
  it('of a guide estimate says what would replace it', () => {
    const asked = request()
    expect(planTable(asked, decide(asked)).rows).toEqual([
      [
        'Nearest tier',
        'high-performance (and up): lacks 14 cores, 28 GiB memory and 17,800 GiB storage; leaves 9.9 Gbit/s network unused',
      ],
      ['Outgrown by', 'not asked: add --growth 5%/month'],
      ['Cost', 'not priced: add prices to the profile'],
      [
        'Measure',
        'give --cpu-seconds-per-scan, --memory-per-user, --base-memory, --gb-per-day, --mbit-per-scan to replace this estimate',
      ],
    ])
    expect(planTable(asked, decide(asked)).columns).toEqual([
      { key: 'what', title: 'What' },
      { key: 'answer', title: 'Answer' },
    ])
  })

  it('names only the unit costs that nobody measured', () => {
    const { baseMemoryBytes: _, networkPerScanBits: __, ...three } = measured
    expect(planOf({ costs: three }).Measure).toBe(
      'give --base-memory, --mbit-per-scan to replace this estimate',
    )
    expect(planOf({ costs: measured })).not.toHaveProperty('Measure')
    expect(planOf({ costs: measured, model: 'guide' })).not.toHaveProperty('Measure')
  })

  it.each<[string, About, string]>([
    ['no tiers', { profile: bare }, 'the profile lists no tiers'],
    [
      'an exact fit',
      { scans: '10', users: '2', days: '1', networkIntensive: true, profile: exact() },
      'recommended: an exact fit',
    ],
    [
      'a fit with something to spare',
      { scans: '5', users: '1', days: '1' },
      'recommended: holds it; leaves 1 core, 2 GiB memory and 900 Mbit/s network unused',
    ],
    [
      'one lack alone',
      { scans: '15', users: '2', days: '1', networkIntensive: true, profile: exact() },
      'recommended: lacks 1 core',
    ],
  ])('names the tier: %s', (_, about, words) => {
    expect(planOf(about)['Nearest tier']).toBe(words)
  })

  it('counts instances, a zone each where there are zones', () => {
    const instance = {
      text: '8c16g',
      shape: { cpuCores: 8, memoryBytes: 16 * gib },
      redundancy: { spare: 1, zones: 1 },
    }
    expect(planOf({ instance }).Instances).toBe(
      '4 x 8c16g (2.75 instances by CPU, rounded up, and 1 that may fail)',
    )
    expect(planOf({ instance: { ...instance, redundancy: { spare: 1, zones: 3 } } }).Instances).toBe(
      '6 x 8c16g, 2 in each of 3 zones (2.75 instances by CPU, to be carried by 2 of 3 zones: 2 in each)',
    )
    expect(planOf()).not.toHaveProperty('Instances')
  })

  it('is priced', () => {
    const profile = { ...lewis, prices: { currency: 'EUR', period: 'month', cpuCore: 10 } }
    expect(planOf({ profile }).Cost).toBe(
      '220 EUR/month (22 cores x 10; not priced: GiB memory, GiB storage, Mbit/s)',
    )
  })

  it.each<[string, About, string]>([
    [
      'tiers outgrown and to be outgrown',
      { scans: '10', users: '0', days: '0', growth: growth(100, 2) },
      'minimum: already; recommended: 2026-02; high-performance: 2026-03',
    ],
    [
      'a tier that lasts',
      { scans: '10', users: '0', days: '0', growth: growth(100, 1) },
      'minimum: already; recommended: 2026-02; high-performance: not by 2026-02',
    ],
    [
      'several that last',
      { scans: '0', users: '0', days: '0', growth: growth(10, 12) },
      'minimum, recommended and high-performance: not by 2027-01',
    ],
    ['nothing to outgrow', { profile: bare, growth: growth(10, 12) }, 'nothing by 2027-01'],
    [
      'the given capacity',
      { profile: bare, scans: '10', capacity: { cpuCores: 4 }, growth: growth(100, 3) },
      'given capacity: 2026-02',
    ],
  ])('says what is outgrown: %s', (_, about, words) => {
    expect(planOf(about)['Outgrown by']).toBe(words)
  })
})

describe('both models', () => {
  it('stand side by side with their ratio', () => {
    const answer = answerTo({ costs: { ...measured, networkPerScanBits: 0 }, model: 'both' })
    const guide = answer.choice.beside
    if (guide === null) throw new Error('There is no model beside it.')
    const table = sideBySideTable(answer, guide)
    expect(table.title).toBe('Guide estimate beside measured demand')
    expect(table.columns).toEqual([
      { key: 'resource', title: 'Resource' },
      { key: 'guide', title: 'Guide', align: 'right' },
      { key: 'demand', title: 'Demand', align: 'right' },
      { key: 'ratio', title: 'Guide / demand', align: 'right' },
    ])
    expect(table.rows.map(([name]) => name)).toEqual(['CPU', 'Memory', 'Storage', 'Network'])
    expect(table.rows[0]).toEqual([
      'CPU',
      { value: 22, unit: 'cores' },
      { value: 1.78571428571429, unit: 'cores' },
      { value: expect.closeTo(12.32, 6), unit: 'count' },
    ])
    expect(table.rows[3]).toEqual([
      'Network',
      { value: 1e8, unit: 'bits-per-second' },
      { value: 0, unit: 'bits-per-second' },
      null,
    ])
  })
})

/** One tier that the guide's answer to 10 scans, 2 users and a day fits to the bit. */
function exact() {
  const tier = { cpuCores: 4, memoryBytes: 8 * gib, storageBytes: 100 * gib, networkBitsPerSecond: 2e8 }
  return { ...bare, tiers: { recommended: tier } }
}
