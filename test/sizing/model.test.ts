import { describe, expect, it } from 'vitest'
import { defaultTargets, guideFactors } from '../../src/sizing/index.ts'
import { chooseModel, demandModel, guideModel, targetsOf } from '../../src/sizing/model.ts'
import { bare, example, gib, lewis, measured, mib } from './lewis.ts'

const prefers = (model: 'guide' | 'demand') => ({ ...lewis, sizing: { ...lewis.sizing, model } })

describe('the model', () => {
  it.each([
    ['guide, while nothing is measured', undefined, lewis, {}, 'guide', 'guide', null],
    [
      'guide, while one cost is missing',
      undefined,
      lewis,
      { ...measured, baseMemoryBytes: undefined },
      'guide',
      'guide',
      null,
    ],
    ['demand, once every cost is measured', undefined, lewis, measured, 'demand', 'demand', null],
    ["the profile's", undefined, prefers('guide'), measured, 'guide', 'guide', null],
    ["the profile's, demand", undefined, prefers('demand'), measured, 'demand', 'demand', null],
    ['the one asked for before the profile’s', 'guide', prefers('demand'), measured, 'guide', 'guide', null],
    ['demand asked for before the profile’s', 'demand', prefers('guide'), measured, 'demand', 'demand', null],
    ['demand beside guide when both are asked for', 'both', lewis, measured, 'both', 'demand', 'guide'],
  ] as const)('is %s', (_, asked, profile, costs, name, answering, beside) => {
    const { baseMemoryBytes, ...rest } = costs as Partial<typeof measured>
    const given = baseMemoryBytes === undefined ? rest : { ...rest, baseMemoryBytes }
    const choice = chooseModel(asked, profile, given)
    expect(choice.name).toBe(name)
    expect(choice.answering.name).toBe(answering)
    expect(choice.beside?.name ?? null).toBe(beside)
  })

  it.each([
    ['demand', lewis, 'demand'],
    ['both', lewis, 'both'],
    [undefined, prefers('demand'), 'demand'],
  ] as const)('%s without its unit costs is refused, naming the missing flags', (asked, profile, wanted) => {
    const { cpuSecondsPerScan, ...rest } = measured
    expect(() => chooseModel(asked, profile, rest)).toThrow(
      expect.objectContaining({
        name: 'OperatorError',
        sentence: `Model ${wanted} needs measured unit costs, got none for --cpu-seconds-per-scan.`,
        hint: 'Measure them and give those flags or the profile section unitCosts, or use --model guide for an estimate.',
        exitCode: 2,
      }),
    )
    expect(() => chooseModel(asked, profile, { cpuSecondsPerScan })).toThrow(
      'got none for --memory-per-user, --base-memory, --gb-per-day, --mbit-per-scan.',
    )
  })

  it("uses the profile's factors, and the guide's own where it has none", () => {
    const doubled = { ...guideFactors, scansPerHour: 0.2 }
    const profile = { ...bare, sizing: { guide: doubled } }
    expect(chooseModel(undefined, profile, {}).answering.need(example).cpuCores).toBe(42)
    expect(chooseModel(undefined, bare, {}).answering.need(example).cpuCores).toBe(22)
    expect(chooseModel('both', profile, measured).beside?.need(example).cpuCores).toBe(42)
  })

  it("uses the profile's target utilisations, completed by the house values", () => {
    expect(targetsOf(bare)).toEqual(defaultTargets)
    const profile = { ...bare, sizing: { targetUtilization: { cpu: 0.5 } } }
    expect(targetsOf(profile)).toEqual({ ...defaultTargets, cpu: 0.5 })
    expect(chooseModel('demand', profile, measured).answering.need(example).cpuCores).toBe(2.5)
  })
})

describe('what is spread over instances', () => {
  it('is all of the guide estimate', () => {
    const guide = guideModel(guideFactors)
    expect(guide.spread(example)).toEqual({
      cpuCores: 22,
      sharedMemoryBytes: 44 * gib,
      memoryPerInstanceBytes: 0,
    })
    expect(guide.because(example).cpuCores).toBe('2 cores x (1 + 100 scans an hour x 0.1), rounded down')
  })

  it('is the demand, whose base memory every instance pays for itself', () => {
    const demand = demandModel(measured, { cpu: 0.5, memory: 0.5, storage: 1, network: 1 })
    expect(demand.spread(example)).toEqual({
      cpuCores: 2.5,
      sharedMemoryBytes: 2 * 20 * 100 * mib,
      memoryPerInstanceBytes: 4 * gib,
    })
    expect(demand.because(example).memoryBytes).toBe('2 GiB base + 20 users x 100 MiB, at most 50 % used')
  })
})
