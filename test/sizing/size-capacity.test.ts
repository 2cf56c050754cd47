import { describe, expect, it } from 'vitest'
import type { Tier } from '../../src/core/index.ts'
import { type Holding, size } from '../../src/sizing/index.ts'
import { bare, gib, request } from './lewis.ts'

const growth = { growth: { text: '100%/month', monthlyRatio: 1 }, months: 2 }
/** 4 cores now, 6 and 10 in the months after; 4 GiB, 50 GiB and 100 Mbit/s throughout. */
const asked = { scans: '10', users: '0', days: '0', growth }
const has = (value: number): Holding => ({ ok: true, value, because: 'it says so' })
const unknown: Holding = { ok: false, reason: 'absent' }
const much = has(Number.MAX_VALUE)
const roomy = { cpu: much, memory: much, storage: much, network: much }

describe('a given capacity', () => {
  it('that is outgrown within the plan is warned of, with what is short in that month', () => {
    expect(size(request({ ...asked, capacity: { cpuCores: 4 } })).findings).toEqual([
      {
        id: 'size.capacity',
        title: 'The given capacity is outgrown in 2026-02',
        status: 'warn',
        because: 'CPU: 6 cores needed, 4 cores given',
        evidence: { 'CPU needed': { value: 6, unit: 'cores' }, 'CPU given': { value: 4, unit: 'cores' } },
        advice: [{ text: 'Order more before then.' }],
      },
    ])
  })

  it('is told every resource that is short, and none that is not', () => {
    const capacity = { cpuCores: 3, memoryBytes: 2 * gib, storageBytes: 50 * gib }
    expect(size(request({ ...asked, capacity })).findings).toEqual([
      expect.objectContaining({
        title: 'The given capacity is too small already',
        advice: [{ text: 'Order more now.' }],
        because: 'CPU: 4 cores needed, 3 cores given; Memory: 4 GiB needed, 2 GiB given',
        evidence: {
          'CPU needed': { value: 4, unit: 'cores' },
          'CPU given': { value: 3, unit: 'cores' },
          'Memory needed': { value: 4 * gib, unit: 'bytes' },
          'Memory given': { value: 2 * gib, unit: 'bytes' },
        },
      }),
    ])
  })

  it('that lasts is no finding, and is taken as it is written: nothing is forgiven', () => {
    expect(size(request({ ...asked, capacity: { cpuCores: 10 } })).findings).toEqual([])
    expect(size(request({ ...asked, capacity: { cpuCores: 9.99 } })).findings).toHaveLength(1)
    expect(size(request({ ...asked, capacity: { memoryBytes: 4 * gib } })).data.outgrown).toHaveLength(3)
  })
})

describe('this machine', () => {
  it('is compared, and told when it is outgrown', () => {
    const host = { cpu: has(4), memory: has(64 * gib), storage: has(100 * gib), network: unknown }
    const { data, findings } = size(request({ ...asked, host }))
    expect(data.host).toEqual({ cpu: 'tight', memory: 'fits', storage: 'fits', network: 'unknown' })
    expect(findings.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'size.host.cpu warn',
      'size.host.memory pass',
      'size.host.storage pass',
      'size.host.network unknown',
    ])
    expect(data.outgrown.at(-1)).toEqual({ what: 'this machine', month: '2026-02' })
  })

  it.each<[keyof Tier & string, 'cpu' | 'memory' | 'storage' | 'network', number]>([
    ['cpuCores', 'cpu', 22],
    ['memoryBytes', 'memory', 44 * gib],
    ['storageBytes', 'storage', 18300 * gib],
    ['networkBitsPerSecond', 'network', 1e8],
  ])('is outgrown by its %s where more than 5 %% is missing, as in its verdict', (_, name, need) => {
    const sized = (holding: Holding) => {
      const host = { ...roomy, [name]: holding }
      const { data } = size(request({ profile: bare, growth: { ...growth, months: 0 }, host }))
      return { outgrown: data.outgrown, verdict: data.host?.[name] }
    }
    const already = [{ what: 'this machine', month: '2026-01' }]
    expect(sized(much)).toEqual({ outgrown: [], verdict: 'fits' })
    expect(sized(has(need * 0.951))).toEqual({ outgrown: [], verdict: 'tight' })
    expect(sized(has(need * 0.949))).toEqual({ outgrown: already, verdict: 'too-small' })
    expect(sized(unknown)).toEqual({ outgrown: [], verdict: 'unknown' })
  })

  it.each<[string, Partial<typeof roomy>]>([
    ['CPU', { cpu: unknown }],
    ['memory', { memory: unknown }],
    ['storage', { storage: unknown }],
    ['CPU, and is too small in its memory', { cpu: unknown, memory: has(1) }],
  ])('that does not show its %s ends with 3', (_, host) => {
    expect(size(request({ host: { ...roomy, ...host } })).exitCode).toBe(3)
  })

  it.each<[string, Parameters<typeof request>[0]]>([
    ['not asked about', {}],
    ['seen whole', { host: roomy }],
    ['too small', { host: { ...roomy, cpu: has(1) } }],
    ['silent about its link alone', { host: { ...roomy, network: unknown } }],
  ])('that is %s leaves the exit code to the findings', (_, about) => {
    expect(size(request(about))).not.toHaveProperty('exitCode')
  })
})
