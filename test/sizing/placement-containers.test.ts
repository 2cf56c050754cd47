import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../src/core/index.ts'
import { decide, type SizeRequest } from '../../src/sizing/index.ts'
import { milliCores, type Placement, placeInCluster, wholeMib } from '../../src/sizing/placement.ts'
import { bare, gib, lewis, measured, mib, request } from './lewis.ts'

const place = (about: Parameters<typeof request>[0] = {}): Placement => {
  const asked = request(about)
  return placeInCluster(decide(asked), asked.profile)
}
const instance = (cpuCores: number, memoryGib: number, spare = 0, zones = 1) => ({
  text: `${cpuCores}c${memoryGib}g`,
  shape: { cpuCores, memoryBytes: memoryGib * gib },
  redundancy: { spare, zones },
})

describe('containers', () => {
  it('are of 4 cores and 8 GiB where nobody says how large', () => {
    expect(place({ profile: bare })).toMatchObject({
      replicas: 6,
      limits: { cpuCores: 3.67, memoryBytes: 7510 * mib },
      requests: { cpuCores: 3.67, memoryBytes: 7510 * mib },
      findings: [],
    })
  })

  it('are as many as the binding resource asks for', () => {
    expect(place({ profile: bare, users: '100' }).replicas).toBe(26)
    expect(place({ profile: bare, scans: '0', users: '0' }).replicas).toBe(1)
  })

  it('are as large as a quota that states one resource lets them be', () => {
    expect(place({ profile: { ...bare, quota: { container: { cpuCores: 2 } } } }).replicas).toBe(11)
    expect(place({ profile: { ...bare, quota: { container: { memoryBytes: 4 * gib } } } }).replicas).toBe(11)
    expect(
      place({ profile: { ...bare, quota: { container: { cpuCores: 22, memoryBytes: 44 * gib } } } }).replicas,
    ).toBe(1)
  })

  it('have the shape asked for, and the spare ones carry nothing', () => {
    // 2.75 of 8c16g: 3 carry, 1 is spare.
    expect(place({ profile: bare, instance: instance(8, 16, 1) })).toMatchObject({
      replicas: 4,
      limits: { cpuCores: 7.34, memoryBytes: 15019 * mib },
    })
    expect(place({ profile: bare, instance: instance(8, 16, 1, 3) })).toMatchObject({
      replicas: 6,
      limits: { cpuCores: 5.5, memoryBytes: 11 * gib },
    })
  })

  it('stay within the container limit of the quota when a larger shape was asked for, spare ones included', () => {
    // Cut to 4c8g they are 5.5, so 6 carry and 1 is spare.
    expect(place({ instance: instance(8, 16, 1) })).toMatchObject({
      replicas: 7,
      limits: { cpuCores: 3.67, memoryBytes: 7510 * mib },
    })
    expect(place({ instance: instance(8, 16, 1, 3) })).toMatchObject({
      replicas: 9,
      limits: { cpuCores: 3.67, memoryBytes: 7510 * mib },
    })
  })

  it('lose the fullest zone when the deployment runs more of them than the zones hold evenly', () => {
    const profile: Profile = { ...bare, deployment: { name: 'x', image: 'x', replicas: 10 } }
    // Of 10 in 3 zones 4 may go, of 10 with one spare 1.
    expect(place({ profile, instance: instance(8, 16, 1, 3) }).limits.cpuCores).toBe(3.67)
    expect(place({ profile, instance: instance(8, 16, 1) }).limits.cpuCores).toBe(2.45)
    expect(place({ profile, instance: instance(8, 16, 2, 4) }).limits.cpuCores).toBe(5.5)
  })

  it('each hold their own base memory', () => {
    const costs = { ...measured, baseMemoryBytes: 3.2 * gib }
    // 4 GiB of base and 1/3 of 2500 MiB.
    expect(place({ costs }).limits.memoryBytes).toBe((4096 + 834) * mib)
    expect(place({ costs, users: '200' })).toMatchObject({
      replicas: 7,
      limits: { memoryBytes: (4096 + 3572) * mib },
    })
  })

  it('that cannot hold their own base memory are refused', () => {
    expect(() => place({ costs: { ...measured, baseMemoryBytes: 8 * gib } })).toThrow(
      expect.objectContaining({
        name: 'OperatorError',
        sentence: expect.stringMatching(
          /^An instance cannot hold its own base memory of 10 GiB.*got 8 GiB\.$/,
        ),
      }),
    )
  })
})

describe('whatever is asked for', () => {
  const quotas = fc.record({
    pods: fc.integer({ min: 1, max: 100 }),
    requests: fc.record({
      cpuCores: fc.integer({ min: 1, max: 50 }),
      memoryBytes: fc.integer({ min: 1, max: 100 }).map((count) => count * gib),
    }),
    limits: fc.record({
      cpuCores: fc.integer({ min: 1, max: 200 }),
      memoryBytes: fc.integer({ min: 1, max: 400 }).map((count) => count * gib),
    }),
    container: fc.record({
      cpuCores: fc.integer({ min: 100, max: 16_000 }).map((milli) => milli / 1000),
      memoryBytes: fc.integer({ min: 1, max: 32 }).map((count) => count * gib),
    }),
  })

  it('the quota holds it, containers and updates included', () => {
    fc.assert(
      fc.property(
        quotas,
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom(1, 3, 4),
        fc.boolean(),
        (quota, scans, users, spare, zones, shaped) => {
          const wish: Partial<SizeRequest> = shaped ? { instance: instance(8, 16, spare, zones) } : {}
          const { replicas, limits, requests } = place({
            ...wish,
            profile: { ...lewis, quota },
            scans: String(scans),
            users: String(users),
          })
          const pods = replicas + 1
          expect(limits.cpuCores).toBeLessThanOrEqual(quota.container.cpuCores)
          expect(limits.memoryBytes).toBeLessThanOrEqual(quota.container.memoryBytes)
          expect(limits.cpuCores * pods).toBeLessThanOrEqual(quota.limits.cpuCores + 1e-9)
          expect(limits.memoryBytes * pods).toBeLessThanOrEqual(quota.limits.memoryBytes)
          expect(requests.cpuCores * pods).toBeLessThanOrEqual(quota.requests.cpuCores + 1e-9)
          expect(requests.memoryBytes * pods).toBeLessThanOrEqual(quota.requests.memoryBytes)
          expect(requests.cpuCores).toBeLessThanOrEqual(limits.cpuCores)
          expect(requests.memoryBytes).toBeLessThanOrEqual(limits.memoryBytes)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('numbers in a manifest', () => {
  it.each([
    [1.5, 1500],
    [0.0004, 1],
    [0, 1],
    [3.67, 3670],
    [0.0015, 2],
  ])('%d cores are %dm', (cores, milli) => {
    expect(milliCores(cores)).toBe(milli)
  })

  it.each([
    [gib, 1024],
    [gib - 1, 1023],
    [1, 1],
    [0, 1],
  ])('%d bytes are %d whole MiB', (bytes, whole) => {
    expect(wholeMib(bytes)).toBe(whole)
  })
})
