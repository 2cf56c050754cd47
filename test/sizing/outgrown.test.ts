import { describe, expect, it } from 'vitest'
import { demandNeed } from '../../src/sizing/index.ts'
import { growingResources, outgrownMonths, projectGrowth } from '../../src/sizing/outgrown.ts'
import { example, gib, lewis, measured } from './lewis.ts'

const november = Date.UTC(2026, 10, 30)
const doubling = { text: '100%/month', monthlyRatio: 1 }
const full = { cpu: 1, memory: 1, storage: 1, network: 1 }
const planOf = (workload: typeof example) => ({
  need: demandNeed(workload, measured, full),
  instances: null,
  cost: null,
})
const months = projectGrowth({ workload: example, growth: doubling, months: 4, startMs: november }, planOf)

describe('a plan over months', () => {
  it('begins this month and crosses the year', () => {
    expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'])
    expect(months.map(({ workload }) => workload.scansPerHour)).toEqual([100, 200, 400, 800, 1600])
    expect(months.map(({ need }) => need.cpuCores)).toEqual([1.25, 2.5, 5, 10, 20])
  })

  it('of no months is this month', () => {
    const plan = { workload: example, growth: doubling, months: 0, startMs: november }
    expect(projectGrowth(plan, planOf).map(({ month }) => month)).toEqual(['2026-11'])
  })

  it('moves the resources that follow the load, not the stored days', () => {
    expect(growingResources(months).map(({ name }) => name)).toEqual(['cpu', 'memory', 'network'])
    expect(growingResources(months.slice(0, 1))).toEqual([])
  })
})

describe('what is outgrown', () => {
  it('is named with the first month in which it is too small', () => {
    expect(
      outgrownMonths(months, {
        now: { cpuCores: 1 },
        'exactly now': { cpuCores: 1.25 },
        'exactly later': { cpuCores: 5 },
        never: { cpuCores: 20 },
        unknown: {},
        memory: { cpuCores: 100, memoryBytes: 5 * gib },
      }),
    ).toEqual([
      { what: 'now', month: '2026-11' },
      { what: 'exactly now', month: '2026-12' },
      { what: 'exactly later', month: '2027-02' },
      { what: 'memory', month: '2026-12' },
    ])
  })

  it('may be a tier', () => {
    const tiers = lewis.tiers ?? {}
    expect(outgrownMonths(months, { ...tiers }).map(({ what }) => what)).toEqual([
      'minimum',
      'recommended',
      'high-performance',
    ])
  })

  it('is nothing without months', () => {
    expect(outgrownMonths([], { now: { cpuCores: 0 } })).toEqual([])
  })
})
