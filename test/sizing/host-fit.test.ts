import { describe, expect, it } from 'vitest'
import { hostFindings, hostFits, hostTable, isUnseen, stretched } from '../../src/sizing/host-fit.ts'
import { fitOf, type Holding } from '../../src/sizing/index.ts'
import { gib } from './lewis.ts'

describe('a machine against a need', () => {
  it.each([
    [100, 94.999, 'too-small'],
    [100, 95, 'tight'],
    [100, 100, 'tight'],
    [100, 109.999, 'tight'],
    [100, 110, 'fits'],
    [40, 44, 'fits'],
    [30, 33, 'fits'],
    [20, 19, 'tight'],
    [8, 7.7, 'tight'],
    [8, 7.6, 'tight'],
    [8, 7.5, 'too-small'],
    [2, 4, 'fits'],
    [0, 0, 'fits'],
    [0, 1, 'fits'],
    [1, 0, 'too-small'],
  ])('needs %d, has %d: %s', (need, have, fit) => {
    expect(fitOf(need, have)).toBe(fit)
  })
})

const need = { cpuCores: 4, memoryBytes: 8 * gib, storageBytes: 100 * gib, networkBitsPerSecond: 1e8 }
const has = (value: number, because: string): Holding => ({ ok: true, value, because })
const unread: Holding = { ok: false, reason: 'not readable' }
const host = {
  cpu: has(2, 'the quota allows 2'),
  memory: has(7.7 * gib, 'MemTotal'),
  storage: has(500 * gib, 'free on /'),
  network: { ok: false, reason: 'no default route' },
} satisfies Record<string, Holding>

describe('a stretched capacity', () => {
  it.each([
    [95, 100],
    [19, 20],
    [7.6, 8],
    [0, 0],
  ])('of %d counts as %d', (have, counted) => {
    expect(stretched(have)).toBeCloseTo(counted, 9)
  })

  it('is above what it was by what is forgiven, so that both verdicts agree', () => {
    for (let need = 1; need <= 1000; need++) {
      for (const share of [0.9, 0.9499, 0.9501, 1, 1.1]) {
        const have = need * share
        expect(need > stretched(have)).toBe(fitOf(need, have) === 'too-small')
      }
    }
  })
})

describe('this machine', () => {
  it.each([
    [{}, false],
    [{ cpu: unread }, true],
    [{ memory: unread }, true],
    [{ storage: unread }, true],
    [{ network: unread }, false],
  ])('with %j is unseen: %s', (about, unseen) => {
    expect(isUnseen({ ...host, network: has(1e9, 'link'), ...about })).toBe(unseen)
  })

  it('gets one verdict a resource', () => {
    expect(hostFits(need, host)).toEqual({
      cpu: 'too-small',
      memory: 'tight',
      storage: 'fits',
      network: 'unknown',
    })
  })

  it('gets one finding a resource, and a missing fact is unknown', () => {
    const findings = hostFindings(need, host)
    expect(findings.map(({ id, status, title }) => `${id} ${status}: ${title}`)).toEqual([
      'size.host.cpu fail: CPU of this machine is too small',
      'size.host.memory warn: Memory of this machine is tight',
      'size.host.storage pass: Storage of this machine fits',
      'size.host.network unknown: Network of this machine is not known',
    ])
    expect(findings[0]).toMatchObject({
      because: expect.stringContaining('the plan needs 4 cores, this machine has 2 cores'),
      evidence: { need: { value: 4, unit: 'cores' }, have: { value: 2, unit: 'cores' } },
    })
    expect(findings[3]).toMatchObject({
      because: 'no default route; the plan needs 100 Mbit/s',
      evidence: { need: { value: 1e8, unit: 'bits-per-second' } },
    })
  })

  it('stands beside the need with what limits it', () => {
    expect(hostTable(need, host).rows).toEqual([
      ['CPU', { value: 4, unit: 'cores' }, { value: 2, unit: 'cores' }, 'too small', 'the quota allows 2'],
      ['Memory', { value: 8 * gib, unit: 'bytes' }, { value: 7.7 * gib, unit: 'bytes' }, 'tight', 'MemTotal'],
      [
        'Storage',
        { value: 100 * gib, unit: 'bytes' },
        { value: 500 * gib, unit: 'bytes' },
        'fits',
        'free on /',
      ],
      ['Network', { value: 1e8, unit: 'bits-per-second' }, null, 'unknown', 'no default route'],
    ])
    expect(hostTable(need, host).columns).toEqual([
      { key: 'resource', title: 'Resource' },
      { key: 'need', title: 'Need', align: 'right' },
      { key: 'has', title: 'Has', align: 'right' },
      { key: 'verdict', title: 'Verdict' },
      { key: 'because', title: 'Because' },
    ])
  })
})
