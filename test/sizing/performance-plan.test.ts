import { describe, expect, it } from 'vitest'
import type { Performance, Profile } from '../../src/core/index.ts'
import { decide } from '../../src/sizing/index.ts'
import { planPerformance } from '../../src/sizing/performance-plan.ts'
import { bare, gib, lewis, mib, request, standalone } from './lewis.ts'

/** The plan for `count` instances of this shape outside a cluster. */
function planFor(shape: string, count: number, profile: Profile = standalone) {
  const [cpuCores = 0, memoryGib = 0] = shape.split('c').map(Number.parseFloat)
  const instance = {
    text: shape,
    shape: { cpuCores, memoryBytes: memoryGib * gib },
    redundancy: { spare: 0, zones: 1 },
  }
  // One instance carries nothing at all; the others are spare.
  const redundancy = { spare: count - 1, zones: 1 }
  const answer = decide(
    request({ scans: '0', users: '0', days: '0', profile, instance: { ...instance, redundancy } }),
  )
  return planPerformance(answer, profile)
}

describe('the performance section', () => {
  it('stays as the profile has it on the machine of its tier', () => {
    expect(planFor('4c8g', 1).performance).toEqual(lewis.performance)
  })

  it('moves to a machine of twice the cores and four times the memory', () => {
    const { performance } = planFor('8c32g', 1)
    expect(performance).toMatchObject({
      maxWorkers: 32,
      maxConcurrentScans: 10,
      threadPoolSize: 40,
      cache: { enabled: true, backend: 'redis', defaultTtlSeconds: 3600, maxMemoryBytes: 2 * gib },
      database: { poolSize: 20, maxOverflow: 30, poolTimeoutSeconds: 30 },
      network: { connectionTimeoutSeconds: 30, keepAlive: true, maxConnections: 200 },
      memory: { maxHeapSizeBytes: 8 * gib, gcThreshold: 0.8 },
      monitoring: lewis.performance?.monitoring,
    })
  })

  it('rounds workers to whole ones and memory down to whole MiB, at least one', () => {
    expect(planFor('0.1c0.001g', 1).performance).toMatchObject({
      maxWorkers: 1,
      maxConcurrentScans: 1,
      threadPoolSize: 1,
      cache: { maxMemoryBytes: mib },
      network: { maxConnections: 3 },
    })
    expect(planFor('1.5c3g', 1).performance).toMatchObject({
      maxWorkers: 6,
      maxConcurrentScans: 2,
      threadPoolSize: 8,
      cache: { maxMemoryBytes: 192 * mib },
      network: { maxConnections: 38 },
    })
    expect(planFor('4c7.99g', 1).performance.cache?.maxMemoryBytes).toBe(511 * mib)
  })

  it('is for the whole need where no instance is chosen', () => {
    const answer = decide(request({ profile: standalone }))
    expect(planPerformance(answer, standalone)).toMatchObject({
      performance: { maxWorkers: 88, threadPoolSize: 110, memory: { maxHeapSizeBytes: 11 * gib } },
      because: [
        expect.stringContaining('22 cores and 44 GiB'),
        expect.stringContaining('x 5.5: cores over the 4 of'),
        expect.stringContaining('x 5.5: memory over its 8 GiB'),
      ],
    })
  })

  it("starts from the profile's tier, and from the guide's recommended machine without one", () => {
    const small = { ...standalone, sizing: { tier: 'minimum' } }
    expect(planFor('4c8g', 1, small).performance.maxWorkers).toBe(32)
    expect(planFor('4c8g', 1, { ...bare, performance: lewis.performance ?? {} }).performance.maxWorkers).toBe(
      16,
    )
    expect(planFor('8c8g', 1, { ...standalone, sizing: {} }).performance.maxWorkers).toBe(32)
  })

  it('invents no setting that the profile lacks', () => {
    expect(planFor('8c16g', 1, bare).performance).toEqual({})
    const little: Performance = {
      maxWorkers: 4,
      cache: { enabled: false },
      memory: { gcThreshold: 0.5 },
      database: { echoSql: true },
      network: {},
    }
    expect(planFor('8c16g', 1, { ...bare, performance: little }).performance).toEqual({
      ...little,
      maxWorkers: 8,
    })
  })
})

describe('the heap', () => {
  const heavy = (maxHeapSizeBytes: number) => ({
    ...standalone,
    performance: { memory: { maxHeapSizeBytes } },
  })

  it('is at most three quarters of the memory', () => {
    const { performance, because } = planFor('4c8g', 1, heavy(7 * gib))
    expect(performance.memory?.maxHeapSizeBytes).toBe(6 * gib)
    expect(because).toContain("heap cut to 75 % of the instance's memory")
  })

  it.each([6, 2])('of %d of 8 GiB is left alone', (heapGib) => {
    const { performance, because } = planFor('4c8g', 1, heavy(heapGib * gib))
    expect(performance.memory?.maxHeapSizeBytes).toBe(heapGib * gib)
    expect(because).toHaveLength(3)
  })

  it('is cut to whole MiB and keeps its other settings', () => {
    const profile = {
      ...standalone,
      performance: { memory: { maxHeapSizeBytes: 20 * gib, gcThreshold: 0.8 } },
    }
    expect(planFor('4c1.001g', 1, profile).performance.memory).toEqual({
      maxHeapSizeBytes: 768 * mib,
      gcThreshold: 0.8,
    })
  })
})

describe('the database pool', () => {
  const pooled = (poolSize?: number, maxOverflow?: number) => ({
    ...standalone,
    performance: {
      database: {
        ...(poolSize === undefined ? {} : { poolSize }),
        ...(maxOverflow === undefined ? {} : { maxOverflow }),
        echoSql: false,
      },
    },
  })

  it.each([
    // instances, pool, overflow: what is left of 97 connections
    [1, 20, 30, 20, 30],
    [1, 40, 57, 40, 57],
    [1, 40, 58, 39, 58],
    [2, 20, 30, 19, 29],
    [3, 20, 30, 12, 20],
    [4, 20, 30, 9, 15],
    [97, 20, 30, 1, 0],
    [98, 20, 30, 1, 0],
  ])('%d instances with %d + %d keep %d + %d each', (instances, pool, overflow, poolSize, maxOverflow) => {
    expect(planFor('4c8g', instances, pooled(pool, overflow)).performance.database).toEqual({
      poolSize,
      maxOverflow,
      echoSql: false,
    })
  })

  it('never takes more than 97 connections together', () => {
    for (let instances = 1; instances <= 97; instances++) {
      const { poolSize = 0, maxOverflow = 0 } = planFor('4c8g', instances).performance.database ?? {}
      expect((poolSize + maxOverflow) * instances).toBeLessThanOrEqual(97)
      expect(poolSize).toBeGreaterThanOrEqual(1)
    }
  })

  it('of more instances than connections asks for a pooler', () => {
    const doubt = 'more instances than database connections: put a pooler such as PgBouncer between'
    expect(planFor('4c8g', 98).because).toContain(doubt)
    expect(planFor('4c8g', 97).because).not.toContain(doubt)
  })

  it('says what was cut and why', () => {
    expect(planFor('4c8g', 3).because.at(-1)).toBe(
      "pool cut from 20 + 30 to 12 + 20: 3 instances share 97 connections (PostgreSQL's default of 100 less 3 reserved)",
    )
    expect(planFor('4c8g', 1).because).toHaveLength(3)
    expect(planFor('4c8g', 3).because[0]).toContain('3 instances with 4 cores and 8 GiB')
    expect(planFor('4c8g', 1).because[0]).toContain('one machine with 4 cores and 8 GiB')
    expect(planFor('4c8g', 1, pooled(40, 57)).because).toHaveLength(3)
  })

  it('without an overflow is cut alone, and without a size not at all', () => {
    expect(planFor('4c8g', 10, pooled(20)).performance.database).toEqual({
      poolSize: 9,
      maxOverflow: 0,
      echoSql: false,
    })
    expect(planFor('4c8g', 50, pooled(undefined, 30)).performance.database).toEqual({
      maxOverflow: 30,
      echoSql: false,
    })
  })
})
