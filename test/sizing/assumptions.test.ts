import { describe, expect, it } from 'vitest'
import { assumptionsTable } from '../../src/sizing/assumptions.ts'
import { decide } from '../../src/sizing/index.ts'
import { bare, gib, lewis, measured, mib, request } from './lewis.ts'

const rowsOf = (about: Parameters<typeof request>[0] = {}) => {
  const asked = request(about)
  return assumptionsTable(asked, decide(asked)).rows
}
const workload = [
  ['Scans an hour', { value: 100, unit: 'count' }, '--scans-per-hour'],
  ['Concurrent users', { value: 20, unit: 'count' }, '--users'],
  ['Days of data kept', { value: 365, unit: 'days' }, '--retention-days'],
]
const guideRows = (source: string) => [
  ['Base CPU', { value: 2, unit: 'cores' }, source],
  ['Base memory', { value: 4 * gib, unit: 'bytes' }, source],
  ['Base storage', { value: 50 * gib, unit: 'bytes' }, source],
  ['Base network', { value: 1e8, unit: 'bits-per-second' }, source],
  ['Factor per scan an hour (CPU)', { value: 0.1, unit: 'count' }, source],
  ['Factor per user (memory)', { value: 0.5, unit: 'count' }, source],
  ['Factor per day (storage)', { value: 1, unit: 'count' }, source],
  ['Factor if network-intensive', { value: 2, unit: 'count' }, `${source} (declared there, never applied)`],
]
const demandRows = (sources: string[], target: string) => [
  ['Scans arrive', 'evenly', 'utilisation law: bursts queue, or need more'],
  ['CPU-seconds per scan', { value: 45, unit: 'seconds' }, sources[0]],
  ['Memory per user', { value: 100 * mib, unit: 'bytes' }, sources[1]],
  ['Base memory', { value: 2 * gib, unit: 'bytes' }, sources[2]],
  ['Written per day', { value: 2e9, unit: 'bytes' }, sources[3]],
  ['Mbit per scan', { value: 70, unit: 'count' }, sources[4]],
  ['CPU used at most', { value: 0.7, unit: 'ratio' }, target],
  ['Memory used at most', { value: 0.8, unit: 'ratio' }, target],
  ['Storage used at most', { value: 0.8, unit: 'ratio' }, target],
  ['Network used at most', { value: 0.7, unit: 'ratio' }, target],
]
const flags = [
  '--cpu-seconds-per-scan',
  '--memory-per-user',
  '--base-memory',
  '--gb-per-day',
  '--mbit-per-scan',
]

describe('the assumptions', () => {
  it('are background, each with its value and source', () => {
    const asked = request()
    const table = assumptionsTable(asked, decide(asked))
    expect(table).toMatchObject({ title: 'Assumptions', detail: true })
    expect(table.columns).toEqual([
      { key: 'assumption', title: 'Assumption' },
      { key: 'value', title: 'Value', align: 'right' },
      { key: 'source', title: 'Source' },
    ])
  })

  it("of a guide estimate are the guide's", () => {
    expect(rowsOf({ profile: bare })).toEqual([...workload, ...guideRows('LEWIS Performance Guide')])
    expect(rowsOf()).toEqual([...workload, ...guideRows('LEWIS Performance Guide, profile lewis')])
  })

  it('of a demand are its unit costs, from their flags', () => {
    expect(rowsOf({ costs: measured, profile: bare })).toEqual([
      ...workload,
      ...demandRows(flags, 'house value'),
    ])
  })

  it('come from the profile where no flag replaced them', () => {
    const profile = { ...lewis, unitCosts: { ...measured, memoryPerUserBytes: 1 } }
    const sources = ['profile lewis', '--memory-per-user', 'profile lewis', 'profile lewis', 'profile lewis']
    expect(rowsOf({ costs: measured, profile })).toEqual([
      ...workload,
      ...demandRows(sources, 'profile lewis'),
    ])
    const sourced = { ...profile, unitCosts: { ...profile.unitCosts, source: 'load test of May' } }
    expect(rowsOf({ costs: measured, profile: sourced })[4]?.[2]).toBe('load test of May')
  })

  it('of both models are those of both', () => {
    expect(rowsOf({ costs: measured, model: 'both', profile: bare })).toEqual([
      ...workload,
      ...guideRows('LEWIS Performance Guide'),
      ...demandRows(flags, 'house value'),
    ])
  })

  it('include the prices that there are', () => {
    const prices = {
      currency: 'EUR',
      period: 'month',
      cpuCore: 10,
      memoryGib: 2,
      instances: { '8c16g': 100 },
    }
    expect(rowsOf({ profile: { ...bare, prices } }).slice(11)).toEqual([
      ['Price of a core', { value: 10, unit: 'money:EUR/month' }, 'profile bare'],
      ['Price of a GiB of memory', { value: 2, unit: 'money:EUR/month' }, 'profile bare'],
      ['Price of a 8c16g', { value: 100, unit: 'money:EUR/month' }, 'profile bare'],
    ])
    const rest = { currency: 'USD', period: 'hour', source: 'list of 2026', storageGib: 0.1, networkMbps: 0 }
    expect(rowsOf({ profile: { ...bare, prices: rest } }).slice(11)).toEqual([
      ['Price of a GiB of storage', { value: 0.1, unit: 'money:USD/hour' }, 'list of 2026'],
      ['Price of a Mbit/s', { value: 0, unit: 'money:USD/hour' }, 'list of 2026'],
    ])
  })
})
