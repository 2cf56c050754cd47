import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import {
  defaultTargets,
  demandBecause,
  demandNeed,
  measuredCosts,
  missingCosts,
  unitCostFlags,
} from '../../src/sizing/index.ts'
import { example, gib, measured } from './lewis.ts'

const full = { cpu: 1, memory: 1, storage: 1, network: 1 }

describe('the utilisation law U = X x D', () => {
  it('multiplies throughput by service demand', () => {
    expect(demandNeed({ ...example, scansPerHour: 7200 }, measured, full)).toEqual({
      // 2 scans a second x 45 CPU-seconds, x 70 Mbit.
      cpuCores: 90,
      memoryBytes: 2 * gib + 20 * 100 * 2 ** 20,
      storageBytes: 730e9,
      networkBitsPerSecond: 140e6,
    })
  })

  it('leaves the headroom that the target utilisations ask for', () => {
    const targets = { cpu: 0.5, memory: 0.25, storage: 0.1, network: 0.2 }
    expect(demandNeed({ ...example, scansPerHour: 7200 }, measured, targets)).toEqual({
      cpuCores: 180,
      memoryBytes: 4 * (2 * gib + 20 * 100 * 2 ** 20),
      storageBytes: 7300e9,
      networkBitsPerSecond: 700e6,
    })
  })

  it('uses at most 70 % of CPU and network and 80 % of memory and storage unless told otherwise', () => {
    expect(defaultTargets).toEqual({ cpu: 0.7, memory: 0.8, storage: 0.8, network: 0.7 })
    expect(demandNeed(example, measured)).toEqual(demandNeed(example, measured, defaultTargets))
  })

  it('needs its base memory and nothing else when nothing happens', () => {
    const nothing = { scansPerHour: 0, concurrentUsers: 0, dataRetentionDays: 0 }
    expect(demandNeed(nothing, measured, full)).toEqual({
      cpuCores: 0,
      memoryBytes: 2 * gib,
      storageBytes: 0,
      networkBitsPerSecond: 0,
    })
  })

  it('is exactly 3 cores where binary rounding would make it a hair more', () => {
    expect(2.1 / 0.7).toBeGreaterThan(3)
    const costs = { ...measured, cpuSecondsPerScan: 2.1, networkPerScanBits: 2.1 }
    expect(demandNeed({ ...example, scansPerHour: 3600 }, costs)).toMatchObject({
      cpuCores: 3,
      networkBitsPerSecond: 3,
    })
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a workload of %d', (value) => {
    expect(() => demandNeed({ ...example, concurrentUsers: value }, measured)).toThrow(OperatorError)
  })

  it('refuses what overflows', () => {
    expect(() => demandNeed({ ...example, concurrentUsers: 1e308 }, measured)).toThrow(
      'The workload is too large to be sized, got Infinity for memoryBytes.',
    )
  })

  it('says how it comes to each number', () => {
    expect(demandBecause(example, measured, defaultTargets)).toEqual({
      cpuCores: '100 scans an hour x 45 CPU-seconds = 1.25 cores busy, at most 70 % used',
      memoryBytes: '2 GiB base + 20 users x 100 MiB, at most 80 % used',
      storageBytes: '1.863 GiB a day x 365 days, at most 80 % used',
      networkBitsPerSecond: '100 scans an hour x 70 Mbit, at most 70 % used',
    })
  })
})

describe('unit costs', () => {
  it('are measured when none is missing, a zero included', () => {
    const zeros = {
      cpuSecondsPerScan: 0,
      memoryPerUserBytes: 0,
      baseMemoryBytes: 0,
      storagePerDayBytes: 0,
      networkPerScanBits: 0,
    }
    expect(measuredCosts({ source: 'a load test', ...measured })).toEqual(measured)
    expect(measuredCosts(zeros)).toEqual(zeros)
    expect(missingCosts(zeros)).toEqual([])
  })

  it.each([
    ['cpuSecondsPerScan', '--cpu-seconds-per-scan'],
    ['memoryPerUserBytes', '--memory-per-user'],
    ['baseMemoryBytes', '--base-memory'],
    ['storagePerDayBytes', '--gb-per-day'],
    ['networkPerScanBits', '--mbit-per-scan'],
  ] as const)('without %s are not, and %s supplies it', (key, flag) => {
    const { [key]: _, ...rest } = measured
    expect(measuredCosts(rest)).toBeNull()
    expect(missingCosts(rest)).toEqual([key])
    expect(unitCostFlags[key]).toBe(flag)
  })

  it('of nobody are all missing', () => {
    expect(missingCosts({})).toHaveLength(5)
  })
})
