import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import { guideBecause, guideNeed } from '../../src/sizing/guide-model.ts'
import { guideFactors, guideRequirements, type Workload } from '../../src/sizing/index.ts'
import golden from '../golden/guide-size.json' with { type: 'json' }
import { example, gib } from './lewis.ts'

it.each([null, undefined, 7])('a workload of %s is refused as one', (workload) => {
  expect(() => guideRequirements(workload as never)).toThrow(`A workload must be an object, got ${workload}.`)
})

describe("the guide's own PerformanceSizer, run as printed", () => {
  it.each(
    golden.cases.map(({ workload, expected }) => [JSON.stringify(workload), workload, expected] as const),
  )('answers %s', (_, workload, expected) => {
    const { cpuCores, memoryGb, storageGb, networkMbps } = guideRequirements({
      scansPerHour: workload.scans_per_hour,
      concurrentUsers: workload.concurrent_users,
      dataRetentionDays: workload.data_retention_days,
    })
    expect({ cpu_cores: cpuCores, memory_gb: memoryGb, storage_gb: storageGb }).toEqual(expected)
    expect(networkMbps).toBe(100)
  })

  it('has cases to answer', () => {
    expect(golden.cases.length).toBeGreaterThanOrEqual(20)
  })
})

describe('the guide model', () => {
  it('applies the network factor that the guide only declares', () => {
    expect(guideRequirements({ ...example, networkIntensive: true })).toEqual({
      cpuCores: 22,
      memoryGb: 44,
      storageGb: 18300,
      networkMbps: 200,
    })
    expect(guideRequirements({ ...example, networkIntensive: false }).networkMbps).toBe(100)
  })

  it.each<[Partial<Workload>, Record<string, number>]>([
    [{ scansPerHour: 7 }, { cpuCores: 3 }],
    [{ scansPerHour: 4.999 }, { cpuCores: 2 }],
    [{ scansPerHour: 5 }, { cpuCores: 3 }],
    [{ concurrentUsers: 0.49 }, { memoryGb: 4 }],
    [{ concurrentUsers: 0.5 }, { memoryGb: 5 }],
    [{ dataRetentionDays: 0.019 }, { storageGb: 50 }],
    [{ dataRetentionDays: 0.02 }, { storageGb: 51 }],
    [{}, { cpuCores: 2, memoryGb: 4, storageGb: 50, networkMbps: 100 }],
  ])('cuts %j to whole numbers as int() does: %j', (workload, expected) => {
    const nothing = { scansPerHour: 0, concurrentUsers: 0, dataRetentionDays: 0 }
    expect(guideRequirements({ ...nothing, ...workload })).toMatchObject(expected)
  })

  it('does not tire of large numbers', () => {
    expect(guideRequirements({ scansPerHour: 1e12, concurrentUsers: 1e12, dataRetentionDays: 1e12 })).toEqual(
      {
        cpuCores: 200_000_000_002,
        memoryGb: 2_000_000_000_004,
        storageGb: 50_000_000_000_050,
        networkMbps: 100,
      },
    )
    expect(guideRequirements({ ...example, scansPerHour: 1e300 }).cpuCores).toBe(2 * (1 + 1e299))
  })

  it('takes other factors in place of the guide’s', () => {
    expect(guideRequirements(example, { scansPerHour: 0.2 })).toMatchObject({ cpuCores: 42, memoryGb: 44 })
    expect(guideRequirements(example, { concurrentUsers: 0.1 }).memoryGb).toBe(12)
    expect(guideRequirements(example, { dataRetentionDays: 0 }).storageGb).toBe(50)
    expect(
      guideRequirements({ ...example, networkIntensive: true }, { networkIntensive: 1.555 }).networkMbps,
    ).toBe(155)
    const base = { cpuCores: 1, memoryGb: 2, storageGb: 10, networkMbps: 50.5 }
    expect(guideRequirements(example, { base })).toEqual({
      cpuCores: 11,
      memoryGb: 22,
      storageGb: 3660,
      networkMbps: 50.5,
    })
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a workload of %d', (value) => {
    expect(() => guideRequirements({ ...example, scansPerHour: value })).toThrow(OperatorError)
    expect(() => guideRequirements({ ...example, concurrentUsers: value })).toThrow(OperatorError)
    expect(() => guideRequirements({ ...example, dataRetentionDays: value })).toThrow(OperatorError)
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a factor of %d', (value) => {
    const refused = (sentence: string) =>
      expect.objectContaining({
        name: 'OperatorError',
        sentence,
        hint: 'Correct sizing.guide in the profile.',
      })
    for (const key of ['scansPerHour', 'concurrentUsers', 'dataRetentionDays', 'networkIntensive']) {
      expect(() => guideRequirements(example, { [key]: value })).toThrow(
        refused(`The guide's ${key} must be a finite number of at least 0, got ${value}.`),
      )
    }
    for (const key of ['cpuCores', 'memoryGb', 'storageGb', 'networkMbps']) {
      expect(() => guideRequirements(example, { base: { ...guideFactors.base, [key]: value } })).toThrow(
        refused(`The guide's ${key} must be a finite number of at least 0, got ${value}.`),
      )
    }
  })

  it('refuses what overflows, as Python does', () => {
    expect(() => guideRequirements({ ...example, dataRetentionDays: 1e308 })).toThrow(
      expect.objectContaining({
        name: 'OperatorError',
        sentence: 'The workload is too large to be sized, got Infinity for storageGb.',
        hint: 'Give a smaller workload, or correct the unit costs and factors.',
      }),
    )
    expect(() => guideNeed({ ...example, concurrentUsers: 1e300 })).toThrow(
      'The workload is too large to be sized, got Infinity for memoryBytes.',
    )
  })

  it('counts in base units inside: its GB are GiB, its Mbps are 10^6', () => {
    expect(guideNeed(example)).toEqual({
      cpuCores: 22,
      memoryBytes: 44 * gib,
      storageBytes: 18300 * gib,
      networkBitsPerSecond: 1e8,
    })
    expect(guideNeed(example, { ...guideFactors, scansPerHour: 0 }).cpuCores).toBe(2)
  })

  it('says how it comes to each number', () => {
    expect(guideBecause(example, guideFactors)).toEqual({
      cpuCores: '2 cores x (1 + 100 scans an hour x 0.1), rounded down',
      memoryBytes: '4 GiB x (1 + 20 users x 0.5), rounded down',
      storageBytes: '50 GiB x (1 + 365 days x 1), rounded down',
      networkBitsPerSecond: '100 Mbit/s for any workload',
    })
    expect(guideBecause({ ...example, networkIntensive: true }, guideFactors).networkBitsPerSecond).toBe(
      '100 Mbit/s x 2 for network-intensive work',
    )
  })
})
