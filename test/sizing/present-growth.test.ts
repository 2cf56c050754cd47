import { describe, expect, it } from 'vitest'
import { decide } from '../../src/sizing/index.ts'
import { growthCharts, growthTable } from '../../src/sizing/present.ts'
import { bare, gib, request } from './lewis.ts'

type About = Parameters<typeof request>[0]

const growth = (percent: number, months: number) => ({
  growth: { text: `${percent}%/month`, monthlyRatio: percent / 100 },
  months,
})

describe('growth', () => {
  const prices = { currency: 'EUR', period: 'month', cpuCore: 10 }
  const table = (about: About) => {
    const asked = request(about)
    return growthTable(asked, decide(asked))
  }

  it('goes month by month through load, need and what is outgrown', () => {
    const grown = table({ scans: '10', users: '0', days: '0', growth: growth(100, 2) })
    const still = [
      { value: 4 * gib, unit: 'bytes' },
      { value: 50 * gib, unit: 'bytes' },
      { value: 1e8, unit: 'bits-per-second' },
    ]
    expect(grown.title).toBe('Growth: 100%/month, 2 months')
    expect(grown.main).toBe(true)
    expect(grown.columns).toEqual([
      { key: 'month', title: 'Month' },
      { key: 'scansPerHour', title: 'Scans/h', align: 'right' },
      { key: 'concurrentUsers', title: 'Users', align: 'right' },
      { key: 'cpuCores', title: 'CPU', align: 'right' },
      { key: 'memoryBytes', title: 'Memory', align: 'right' },
      { key: 'storageBytes', title: 'Storage', align: 'right' },
      { key: 'networkBitsPerSecond', title: 'Network', align: 'right' },
      { key: 'outgrown', title: 'Outgrows' },
    ])
    expect(grown.rows).toEqual([
      [
        '2026-01',
        { value: 10, unit: 'count' },
        { value: 0, unit: 'count' },
        { value: 4, unit: 'cores' },
        ...still,
        'minimum',
      ],
      [
        '2026-02',
        { value: 20, unit: 'count' },
        { value: 0, unit: 'count' },
        { value: 6, unit: 'cores' },
        ...still,
        'recommended',
      ],
      [
        '2026-03',
        { value: 40, unit: 'count' },
        { value: 0, unit: 'count' },
        { value: 10, unit: 'cores' },
        ...still,
        'high-performance',
      ],
    ])
  })

  it('names several tiers outgrown at once, and none where none is', () => {
    const grown = table({ scans: '0', users: '10', days: '0', growth: growth(100, 1) })
    expect(grown.rows.map((row) => row.at(-1))).toEqual(['minimum, recommended, high-performance', ''])
  })

  it('is priced where there are prices, and names no tiers where there are none', () => {
    const grown = table({
      scans: '10',
      users: '0',
      days: '0',
      growth: growth(100, 1),
      profile: { ...bare, prices },
    })
    expect(grown.columns.map(({ key }) => key)).toEqual([
      'month',
      'scansPerHour',
      'concurrentUsers',
      'cpuCores',
      'memoryBytes',
      'storageBytes',
      'networkBitsPerSecond',
      'cost',
    ])
    expect(grown.rows.map((row) => row.at(-1))).toEqual([
      { value: 40, unit: 'money:EUR/month' },
      { value: 60, unit: 'money:EUR/month' },
    ])
    const unpriced = { currency: 'EUR', period: 'month' }
    expect(table({ growth: growth(1, 1), profile: { ...bare, prices: unpriced } }).rows[0]?.at(-1)).toBeNull()
  })

  it('counts and prices the instances of each month', () => {
    const grown = table({
      scans: '10',
      users: '0',
      days: '0',
      growth: growth(100, 2),
      profile: { ...bare, prices: { ...prices, instances: { '4c8g': 100 } } },
      instance: {
        text: '4c8g',
        shape: { cpuCores: 4, memoryBytes: 8 * gib },
        redundancy: { spare: 1, zones: 1 },
      },
    })
    expect(grown.columns.slice(-2)).toEqual([
      { key: 'instances', title: 'Instances', align: 'right' },
      { key: 'cost', title: 'Cost', align: 'right' },
    ])
    expect(grown.rows.map((row) => row.slice(-2))).toEqual([
      [
        { value: 2, unit: 'count' },
        { value: 200, unit: 'money:EUR/month' },
      ],
      [
        { value: 3, unit: 'count' },
        { value: 300, unit: 'money:EUR/month' },
      ],
      [
        { value: 4, unit: 'count' },
        { value: 400, unit: 'money:EUR/month' },
      ],
    ])
  })

  it('is not the main table beside a what-if', () => {
    expect(table({ users: '1,2', growth: growth(1, 1) }).main).toBe(false)
  })

  it('is drawn beside the given capacity', () => {
    const asked = request({
      scans: '10',
      users: '2',
      days: '0',
      growth: growth(100, 1),
      capacity: { cpuCores: 5 },
    })
    expect(growthCharts(asked, decide(asked))).toEqual([
      {
        title: 'CPU by month',
        x: { title: 'Month of the plan', unit: 'count' },
        y: { title: 'CPU', unit: 'cores' },
        series: [
          {
            name: 'need',
            points: [
              [0, 4],
              [1, 6],
            ],
          },
          {
            name: 'given capacity',
            points: [
              [0, 5],
              [1, 5],
            ],
          },
        ],
      },
      {
        title: 'Memory by month',
        x: { title: 'Month of the plan', unit: 'count' },
        y: { title: 'Memory', unit: 'bytes' },
        series: [
          {
            name: 'need',
            points: [
              [0, 8 * gib],
              [1, 12 * gib],
            ],
          },
        ],
      },
    ])
  })
})
