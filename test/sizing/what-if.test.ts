import { describe, expect, it } from 'vitest'
import { rowCount, rowsOf } from '../../src/core/index.ts'
import { countWorkloads, guideFactors } from '../../src/sizing/index.ts'
import { guideModel } from '../../src/sizing/model.ts'
import { largestWorkload, whatIfCharts, whatIfTable } from '../../src/sizing/what-if.ts'
import type { Planner } from '../../src/sizing/workload-plan.ts'
import { gib, lewis, range } from './lewis.ts'

const axes = (scans: string, users: string, days: string) => ({
  scansPerHour: range(scans),
  concurrentUsers: range(users),
  dataRetentionDays: range(days),
})
const plan = (scans: string, users: string, days: string, wished: Omit<Planner, 'model'> = {}) => ({
  axes: axes(scans, users, days),
  networkIntensive: false,
  planner: { model: guideModel(guideFactors), ...wished },
  tiers: lewis.tiers ?? {},
})
const money = { currency: 'EUR', period: 'month' }
const instance = {
  text: '4c8g',
  shape: { cpuCores: 4, memoryBytes: 8 * gib },
  redundancy: { spare: 1, zones: 1 },
}
const cells = (rows: Iterable<unknown[]>) =>
  [...rows].map((row) =>
    row.map((cell) => (typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell)),
  )

describe('the workloads of a what-if', () => {
  it.each([
    ['1', '1', '1', 1],
    ['1,2', '1..3', '1', 6],
    ['1..1000', '1..1000', '1..1000', 1e9],
  ])('%s x %s x %s are %s x that many', (scans, users, days, count) => {
    expect(countWorkloads(axes(scans, users, days))).toBe(count)
  })

  it('have a largest one, wherever it stands in its list', () => {
    expect(largestWorkload(axes('100,50', '10..200:10', '5,90,30'), true)).toEqual({
      scansPerHour: 100,
      concurrentUsers: 200,
      dataRetentionDays: 90,
      networkIntensive: true,
    })
  })

  it('have a largest one at once, be they a billion', () => {
    expect(largestWorkload(axes('1..1000000000', '1', '1'), false).scansPerHour).toBe(1e9)
  })
})

describe('a what-if table', () => {
  it('has one row a workload, the last axis turning fastest', () => {
    const table = whatIfTable(plan('5,10', '0,2', '0'))
    expect(cells(table.rows)).toEqual([
      [5, 0, 3, 4 * gib, 50 * gib, 1e8, 'recommended'],
      [5, 2, 3, 8 * gib, 50 * gib, 1e8, 'recommended'],
      [10, 0, 4, 4 * gib, 50 * gib, 1e8, 'recommended'],
      [10, 2, 4, 8 * gib, 50 * gib, 1e8, 'recommended'],
    ])
    expect(table).toMatchObject({ title: 'What if: 4 workloads', main: true })
    expect(table.columns.map(({ title }) => title)).toEqual([
      'Scans/h',
      'Users',
      'CPU',
      'Memory',
      'Storage',
      'Network',
      'Tier',
    ])
    expect(table.columns.map(({ key }) => key)).toEqual([
      'scansPerHour',
      'concurrentUsers',
      'cpuCores',
      'memoryBytes',
      'storageBytes',
      'networkBitsPerSecond',
      'tier',
    ])
  })

  it('has units, and days are days', () => {
    expect(whatIfTable(plan('0', '0', '0,1')).rows[1]?.slice(0, 3)).toEqual([
      { value: 1, unit: 'days' },
      { value: 2, unit: 'cores' },
      { value: 4 * gib, unit: 'bytes' },
    ])
    expect(whatIfTable(plan('0,1', '0', '0')).rows[1]?.[0]).toEqual({ value: 1, unit: 'count' })
  })

  it('says which tier is too small for a workload, and nothing without tiers', () => {
    const tierOf = (scans: string, tiers = lewis.tiers ?? {}) =>
      whatIfTable({ ...plan(scans, '0', '0'), tiers }).rows.map((row) => row.at(-1))
    expect(tierOf('0,10,30,31,100')).toEqual([
      'minimum',
      'recommended',
      'high-performance',
      'high-performance',
      'over high-performance',
    ])
    expect(tierOf('0,1', {})).toEqual([null, null])
  })

  it('counts instances and prices them where asked for', () => {
    const prices = { ...money, storageGib: 1, instances: { '4c8g': 100 } }
    const table = whatIfTable(plan('10,30', '0', '0', { instance, prices }))
    expect(table.columns.slice(-2).map(({ title }) => title)).toEqual(['Instances', 'Cost'])
    expect(table.columns.slice(-2).map(({ key, align }) => `${key} ${align}`)).toEqual([
      'instances right',
      'cost right',
    ])
    expect(table.rows.map((row) => row.slice(-2))).toEqual([
      [
        { value: 2, unit: 'count' },
        { value: 250, unit: 'money:EUR/month' },
      ],
      [
        { value: 3, unit: 'count' },
        { value: 350, unit: 'money:EUR/month' },
      ],
    ])
  })

  it('prices the need itself without instances, and is empty where nothing is priced', () => {
    const costs = (prices: typeof money) =>
      cells(whatIfTable(plan('10,30', '0', '0', { prices })).rows).map((row) => row.at(-1))
    expect(costs({ ...money, ...{ cpuCore: 10 } })).toEqual([40, 80])
    expect(costs(money)).toEqual([null, null])
  })

  it('applies the network factor to every row', () => {
    const table = whatIfTable({ ...plan('1,2', '0', '0'), networkIntensive: true })
    expect(cells(table.rows).map((row) => row[4])).toEqual([2e8, 2e8])
  })

  it('of a thousand workloads is held in memory, of more it is made while it is written', () => {
    expect(whatIfTable(plan('1..1000', '0', '0')).rest).toBeUndefined()
    expect(whatIfTable(plan('1..1000', '0', '0')).rows).toHaveLength(1000)
    const table = whatIfTable(plan('1..1002', '0', '0'))
    expect(table.rows.length).toBeLessThanOrEqual(1000)
    expect(rowCount(table)).toBe(1002)
    expect(cells(rowsOf(table)).map((row) => row[0])).toEqual(
      Array.from({ length: 1002 }, (_, index) => index + 1),
    )
  })

  it('of a billion workloads gives its first rows at once', () => {
    const table = whatIfTable(plan('1..1000', '1..1000', '1..1000'))
    const rows = rowsOf(table)[Symbol.iterator]()
    expect(rowCount(table)).toBe(1e9)
    const first = Array.from({ length: 1500 }, () => rows.next().value)
    expect(
      cells(first.flatMap((row) => (row === undefined ? [] : [row])))
        .at(-1)
        ?.slice(0, 3),
    ).toEqual([1, 2, 500])
  })

  it('of a billion values of one axis gives its first rows at once', () => {
    const rows = rowsOf(whatIfTable(plan('1', '1..1000000000', '1')))[Symbol.iterator]()
    expect(rows.next().value?.[0]).toEqual({ value: 1, unit: 'count' })
  })
})

describe('what-if charts', () => {
  it('show what an axis moves, the others at their largest', () => {
    expect(whatIfCharts(plan('0,10,20', '2', '1'))).toEqual([
      {
        title: 'CPU by scans/h',
        x: { title: 'Scans/h', unit: 'count' },
        y: { title: 'CPU', unit: 'cores' },
        series: [
          {
            name: 'need',
            points: [
              [0, 2],
              [10, 4],
              [20, 6],
            ],
          },
        ],
      },
    ])
  })

  it('need two points', () => {
    const drawn = (scans: string, users: string, days: string) =>
      whatIfCharts(plan(scans, users, days)).map(({ title, series }) => [title, series[0]?.points])
    expect(drawn('10', '2', '1')).toEqual([])
    expect(drawn('0,10', '2', '0..1')).toEqual([
      [
        'CPU by scans/h',
        [
          [0, 2],
          [10, 4],
        ],
      ],
      [
        'Storage by days',
        [
          [0, 50 * gib],
          [1, 100 * gib],
        ],
      ],
    ])
  })

  it('leave out what does not move', () => {
    expect(whatIfCharts(plan('0,1,2', '0', '0'))).toEqual([])
  })

  it('sort a list by its values', () => {
    expect(whatIfCharts(plan('20,0,10', '0', '0'))[0]?.series[0]?.points.map(([x]) => x)).toEqual([0, 10, 20])
  })

  it('hold the other axes at their largest, with the network factor', () => {
    const model = {
      ...guideModel(guideFactors),
      need: (workload: { scansPerHour: number; concurrentUsers: number; networkIntensive?: boolean }) => ({
        cpuCores: workload.scansPerHour * workload.concurrentUsers,
        memoryBytes: 1,
        storageBytes: 1,
        networkBitsPerSecond: workload.networkIntensive ? workload.scansPerHour : 1,
      }),
    }
    const charts = whatIfCharts({ ...plan('1,2,3', '5,7', '1'), planner: { model }, networkIntensive: true })
    expect(charts.map(({ y, series }) => [y.title, series[0]?.points.map(([, value]) => value)])).toEqual([
      ['CPU', [7, 14, 21]],
      ['Network', [1, 2, 3]],
      ['CPU', [15, 21]],
    ])
  })

  it.each([
    ['0..5', 6, 5],
    ['0..119', 120, 119],
    ['0..120', 120, 120],
    ['0..1000000000', 120, 1e9],
  ])('have at most 120 points, the first and the last of %s among them', (scans, count, last) => {
    const points = whatIfCharts(plan(scans, '0', '0'))[0]?.series[0]?.points ?? []
    expect(points).toHaveLength(count)
    expect(points[0]?.[0]).toBe(0)
    expect(points.at(-1)?.[0]).toBe(last)
  })
})
