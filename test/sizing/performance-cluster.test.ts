import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../src/core/index.ts'
import { decide, emitters } from '../../src/sizing/index.ts'
import { planPerformance } from '../../src/sizing/performance-plan.ts'
import { placeInCluster } from '../../src/sizing/placement.ts'
import { documentsOf, emitted } from './emit/emission.ts'
import { bare, gib, lewis, mib, request, standalone } from './lewis.ts'

type About = Parameters<typeof request>[0]

const planOf = (about: About = {}) => {
  const asked = request(about)
  return planPerformance(decide(asked), asked.profile)
}
const large = (redundancy = { spare: 0, zones: 1 }) => ({
  text: '16c64g',
  shape: { cpuCores: 16, memoryBytes: 64 * gib },
  redundancy,
})
const withProfile = (about: Partial<Profile>): About => ({ profile: { ...standalone, ...about } })

function documents(kind: string, about: About = {}): Record<string, unknown>[] {
  const emitter = emitters.find((one) => one.kind === kind)
  if (emitter === undefined) throw new Error(`There is no emitter of ${kind}.`)
  return documentsOf(emitted(emitter, about))
}

describe('the performance section in a cluster', () => {
  it('is for the pods of the manifest, the extra one of an update included', () => {
    // 22 cores and 44 GiB on 6 replicas of 3.67 cores and 7510 MiB; 97 connections over 7 pods are 13 each.
    const { performance, because } = planOf()
    expect(performance).toEqual({
      ...lewis.performance,
      maxWorkers: 15,
      maxConcurrentScans: 5,
      threadPoolSize: 18,
      cache: { ...lewis.performance?.cache, maxMemoryBytes: 469 * mib },
      database: { ...lewis.performance?.database, poolSize: 5, maxOverflow: 8 },
      network: { ...lewis.performance?.network, maxConnections: 92 },
      memory: { ...lewis.performance?.memory, maxHeapSizeBytes: 1877 * mib },
    })
    expect(because).toEqual([
      'for each of 7 instances with 3.67 cores and 7.334 GiB',
      "workers, threads, scans and connections x 0.917: cores over the 4 of the profile's machine",
      'cache and heap x 0.917: memory over its 8 GiB',
      "pool cut from 20 + 30 to 5 + 8: 7 instances share 97 connections (PostgreSQL's default of 100 less 3 reserved)",
    ])
  })

  it('tells the same story as the manifest, file beside file', () => {
    expect(documents('kubernetes')[0]).toMatchObject({
      spec: {
        replicas: 6,
        strategy: { rollingUpdate: { maxSurge: 1 } },
        template: {
          spec: { containers: [{ resources: { limits: { cpu: '3670m', memory: '7510Mi' } } }] },
        },
      },
    })
    expect(documents('performance-yaml')).toEqual([
      {
        performance: expect.objectContaining({
          max_workers: 15,
          database: expect.objectContaining({ pool_size: 5, max_overflow: 8 }),
          memory: expect.objectContaining({ max_heap_size: '1877MB' }),
        }),
      },
    ])
  })

  it("stays within the quota's container where a larger instance is given", () => {
    expect(planOf({ instance: large() }).because[0]).toBe(
      'for each of 7 instances with 3.67 cores and 7.334 GiB',
    )
    expect(planOf({ instance: large(), profile: standalone }).because[0]).toBe(
      'for each of 2 instances with 16 cores and 64 GiB',
    )
  })

  it('counts the spare pods too', () => {
    // 9 replicas of which 3 may go with their zone, and one more during an update.
    expect(planOf({ instance: large({ spare: 1, zones: 3 }) }).because.at(-1)).toMatch(
      /^pool cut from 20 \+ 30 to 3 \+ 6: 10 instances share 97 connections/,
    )
  })

  it.each<[string, About, string]>([
    [
      'a deployment alone',
      withProfile({ deployment: { name: 'web', image: 'web:1' } }),
      '6 instances with 3.67',
    ],
    [
      'a deployment with two extra pods',
      withProfile({ deployment: { name: 'web', image: 'web:1', maxSurge: 2 } }),
      '8 instances with 3.67',
    ],
    ['a quota alone', withProfile({ quota: { container: { cpuCores: 2 } } }), '11 instances with 2 cores'],
    [
      'limits that the quota cuts',
      withProfile({ quota: { limits: { cpuCores: 6 } } }),
      '6 instances with 1 core',
    ],
  ])('is for the pods of %s', (_, about, words) => {
    expect(planOf(about).because[0]).toContain(`for each of ${words}`)
  })

  it('of neither is one machine for the whole need', () => {
    expect(planOf({ profile: standalone }).because[0]).toBe('for one machine with 22 cores and 44 GiB')
    expect(planOf({ profile: bare }).because[0]).toBe('for one machine with 22 cores and 44 GiB')
  })

  it("keeps a heap within three quarters of the pod's limit", () => {
    const profile = { ...lewis, performance: { memory: { maxHeapSizeBytes: 20 * gib } } }
    const { performance, because } = planOf({ profile })
    // 75 % of 7510 MiB, in whole MiB.
    expect(performance.memory).toEqual({ maxHeapSizeBytes: 5632 * mib })
    expect(because).toContain("heap cut to 75 % of the instance's memory")
  })

  it('fits its pods whatever the load: heap within the limit, pools within 97 connections', () => {
    fc.assert(
      fc.property(
        fc.record({
          scans: fc.integer({ min: 0, max: 500 }),
          users: fc.integer({ min: 0, max: 300 }),
          heapGib: fc.integer({ min: 1, max: 100 }),
          maxSurge: fc.integer({ min: 0, max: 5 }),
        }),
        ({ scans, users, heapGib, maxSurge }) => {
          const deployment = { name: 'web', image: 'web:1', maxSurge }
          const performance = { ...lewis.performance, memory: { maxHeapSizeBytes: heapGib * gib } }
          const asked = request({
            scans: String(scans),
            users: String(users),
            profile: { ...lewis, deployment, performance },
          })
          const answer = decide(asked)
          const { replicas, limits } = placeInCluster(answer, asked.profile)
          const { memory, database } = planPerformance(answer, asked.profile).performance
          expect(memory?.maxHeapSizeBytes).toBeLessThanOrEqual(limits.memoryBytes * 0.75)
          const connections = (database?.poolSize ?? 0) + (database?.maxOverflow ?? 0)
          expect(connections).toBeGreaterThanOrEqual(1)
          expect(connections * (replicas + maxSurge)).toBeLessThanOrEqual(97)
        },
      ),
      { numRuns: 200 },
    )
  })
})
