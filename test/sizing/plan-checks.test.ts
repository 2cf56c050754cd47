import { describe, expect, it } from 'vitest'
import { decide, type SizeRequest } from '../../src/sizing/index.ts'
import { doubts } from '../../src/sizing/plan-checks.ts'
import { bare, gib, lewis, measured, request } from './lewis.ts'

const doubtsOf = (about: SizeRequest) => doubts(about, decide(about))
const instance = (cpuCores: number, memoryGib: number, spare: number) => ({
  text: `${cpuCores}c${memoryGib}g`,
  shape: { cpuCores, memoryBytes: memoryGib * gib },
  redundancy: { spare, zones: 1 },
})

it('a growing load may write more than was measured', () => {
  const growth = { growth: { text: '5%/month', monthlyRatio: 0.05 }, months: 2 }
  const doubt = /^Growth moves scans and users; the data written a day stay as measured/
  expect(doubtsOf(request({ costs: measured, growth }))).toContainEqual(expect.stringMatching(doubt))
  expect(doubtsOf(request({ costs: measured })).join()).not.toContain('Growth moves')
  expect(doubtsOf(request({ growth })).join()).not.toContain('Growth moves')
})

describe('the guide', () => {
  it('assumes costs that nobody measured', () => {
    expect(doubtsOf(request())[0]).toMatch(
      /^The guide assumes 720 CPU-seconds a scan, 2 GiB a user: measure yours/,
    )
    const guide = {
      ...lewis.sizing?.guide,
      base: { cpuCores: 1, memoryGb: 3, storageGb: 50, networkMbps: 1 },
    }
    const profile = {
      ...lewis,
      sizing: {
        guide: {
          ...guide,
          scansPerHour: 0.05,
          concurrentUsers: 0.1,
          dataRetentionDays: 1,
          networkIntensive: 1,
        },
      },
    }
    expect(doubtsOf(request({ profile }))[0]).toContain('assumes 180 CPU-seconds a scan, 0.3 GiB a user')
    expect(doubtsOf(request({ profile: bare }))[0]).toContain('assumes 720 CPU-seconds a scan, 2 GiB a user')
  })

  it('multiplies its storage by 1 + days', () => {
    expect(doubtsOf(request())[1]).toBe(
      "The guide's storage is its base times 1 + days, whatever is written: 18,300 GiB for 365 days. Give --gb-per-day for what it really takes.",
    )
    expect(doubtsOf(request({ days: '0' }))).toHaveLength(1)
  })

  it('is told what the storage really takes where that is known', () => {
    expect(doubtsOf(request({ costs: { storagePerDayBytes: gib } }))[2]).toBe(
      "The guide's storage is its base times 1 + days, whatever is written: 18,300 GiB for 365 days. At 1 GiB a day it really takes 365 GiB, 456.3 GiB at 80 % full.",
    )
    const profile = { ...lewis, sizing: { targetUtilization: { storage: 0.5 } } }
    expect(doubtsOf(request({ profile, costs: { storagePerDayBytes: gib } }))[2]).toContain(
      '730 GiB at 50 % full',
    )
  })

  it.each([
    ['7', 'The guide rounds 3.4 cores down to 3: plan 4.'],
    ['4.9', 'The guide rounds 2.98 cores down to 2: plan 3.'],
  ])('rounds the cores of %s scans an hour down', (scans, doubt) => {
    expect(doubtsOf(request({ scans })).at(-1)).toBe(doubt)
  })

  it.each(['100', '0', '15'])('loses no core at %s scans an hour', (scans) => {
    expect(doubtsOf(request({ scans }))).not.toContainEqual(expect.stringContaining('down to'))
  })

  it('declares a network factor that it never applies', () => {
    const doubt =
      'The guide declares its network_intensive factor of 2 and never applies it: it is applied here.'
    expect(doubtsOf(request({ networkIntensive: true }))).toContain(doubt)
    expect(doubtsOf(request({ networkIntensive: true, profile: bare }))).toContain(doubt)
    expect(doubtsOf(request({ networkIntensive: true, costs: measured, model: 'both' }))).toEqual([doubt])
    expect(doubtsOf(request())).not.toContain(doubt)
    expect(doubtsOf(request({ costs: measured, model: 'both' }))).toEqual([])
  })
})

describe('measured unit costs', () => {
  const { networkPerScanBits: _, ...four } = measured

  it.each<[SizeRequest['costs'], string]>([
    [
      { storagePerDayBytes: gib },
      "1 measured unit cost of 5 cannot replace the guide's rules yet: give --cpu-seconds-per-scan, --memory-per-user, --base-memory, --mbit-per-scan too.",
    ],
    [four, "4 measured unit costs of 5 cannot replace the guide's rules yet: give --mbit-per-scan too."],
  ])('of which some are missing are doubted second: %j', (costs, doubt) => {
    expect(doubtsOf(request({ costs }))[1]).toBe(doubt)
    expect(doubtsOf(request({ costs, model: 'guide' }))[1]).toBe(doubt)
  })

  it('that the asked model leaves aside are doubted second', () => {
    expect(doubtsOf(request({ costs: measured, model: 'guide' }))[1]).toBe(
      'All unit costs are measured and not used: --model demand uses them.',
    )
  })

  it('are not doubted where there are none, or where they answer', () => {
    const about = expect.stringMatching(/measured unit cost|are measured and not used/)
    expect(doubtsOf(request())).not.toContainEqual(about)
    for (const model of [undefined, 'demand', 'both'] as const) {
      const asked = request({ costs: measured, ...(model === undefined ? {} : { model }) })
      expect(doubtsOf(asked)).toEqual([])
    }
  })

  it('make --network-intensive change nothing, which is said', () => {
    const doubt =
      '--network-intensive belongs to the guide and changes nothing here: --mbit-per-scan says what a scan moves.'
    const asked = request({ networkIntensive: true, costs: measured })
    expect(doubtsOf(asked)).toEqual([doubt])
    expect(doubtsOf({ ...asked, model: 'demand' })).toEqual([doubt])
    expect(decide(asked).need).toEqual(decide(request({ costs: measured })).need)
    expect(doubtsOf({ ...asked, model: 'guide' })).not.toContain(doubt)
  })
})

describe('instances', () => {
  const costs = measured

  it('none of which may fail are doubted', () => {
    expect(doubtsOf(request({ costs, instance: instance(2, 4, 0) }))).toEqual([
      'No instance may fail in this plan: add --redundancy n+1, and --zones 3 where there are zones.',
    ])
    expect(doubtsOf(request({ costs, instance: instance(2, 4, 1) }))).toEqual([])
  })

  it.each([
    [4.1, 8, true],
    [4, 8.1, true],
    [4, 8, false],
  ])(
    'of %d cores and %d GiB: larger than the quota lets one container be is %s',
    (cores, memoryGib, tooLarge) => {
      const found = doubtsOf(request({ costs, instance: instance(cores, memoryGib, 1) }))
      expect(found).toEqual(
        tooLarge
          ? ['The shape is larger than the quota lets one container be (lewis): choose a smaller --instance.']
          : [],
      )
    },
  )

  it('may be of any shape without a quota', () => {
    expect(doubtsOf(request({ costs, profile: bare, instance: instance(400, 800, 1) }))).toEqual([])
    const profile = { ...bare, quota: { container: { cpuCores: 4 } } }
    expect(doubtsOf(request({ costs, profile, instance: instance(4, 800, 1) }))).toEqual([])
    expect(doubtsOf(request({ costs, profile, instance: instance(5, 800, 1) }))).toHaveLength(1)
  })
})

it('doubts about this machine come last', () => {
  expect(doubtsOf(request({ costs: measured, hostDoubts: ['A limit could not be read.'] }))).toEqual([
    'A limit could not be read.',
  ])
})
