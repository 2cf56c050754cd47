import { describe, expect, test } from 'vitest'
import { serviceDemand } from '../../../src/traffic/demand/service-demand.ts'
import { watchData } from '../../../src/traffic/index.ts'
import { looksAt, runOf } from './looks.ts'

describe('the service demand', () => {
  test('is what was spent over what was answered, with an interval of the residuals', () => {
    // Sum 10 over 40; residuals .5, -.5, 0, 0; t(.975, 3) = 3.182446; se = sqrt(.5 x 4 / 3) / 40.
    const demand = serviceDemand(
      [
        { spent: 3, answered: 10 },
        { spent: 2, answered: 10 },
        { spent: 2.5, answered: 10 },
        { spent: 2.5, answered: 10 },
      ],
      0,
    )
    expect(demand?.value).toBeCloseTo(0.25, 12)
    expect((demand?.high ?? 0) - 0.25).toBeCloseTo((3.182446 * Math.sqrt(2 / 3)) / 40, 6)
    expect(0.25 - (demand?.low ?? 0)).toBeCloseTo((3.182446 * Math.sqrt(2 / 3)) / 40, 6)
  })

  test('is never surer than the step in which CPU time is counted', () => {
    const same = Array.from({ length: 10 }, () => ({ spent: 0.1, answered: 10 }))
    const demand = serviceDemand(same, 0.02)
    expect((demand?.high ?? 0) - (demand?.value ?? 0)).toBeCloseTo(0.02 / 100, 12)
  })

  test('of two looks has no interval, and of no answer is not known', () => {
    expect(serviceDemand([{ spent: 1, answered: 2 }], 0)).toMatchObject({ value: 0.5, low: null, high: null })
    expect(serviceDemand([{ spent: 1, answered: 0 }], 0)).toBeNull()
  })
})

describe('what a target spent in a stage', () => {
  const run = runOf([
    { rate: 10, seconds: 4 },
    { rate: 100, seconds: 4 },
  ])

  test('is that between the looks within it', () => {
    // 5 ms a request, whatever the load, and two cores.
    const [target] = watchData([run], [looksAt(run, (answered) => answered * 0.005)]).targets
    expect(target?.stages.map(({ load }) => load)).toEqual(['10/s', '100/s'])
    for (const stage of target?.stages ?? []) {
      expect(stage.demandSeconds?.value).toBeCloseTo(0.005, 9)
      expect(stage.utilisation).toBeCloseTo((0.005 * stage.throughputPerSecond) / 2, 9)
      expect(stage.demandSeconds?.value).toBeCloseTo(
        ((stage.utilisation ?? 0) * 2) / stage.throughputPerSecond,
        9,
      )
    }
  })

  test('holds between two seconds too, where looks come at odd moments', () => {
    const target = looksAt(run, (answered) => answered * 0.005, { shiftSeconds: 0.37 })
    const [first] = watchData([run], [target]).targets[0]?.stages ?? []
    expect(first?.looks).toBe(4)
    expect(first?.demandSeconds?.value).toBeCloseTo(0.005, 9)
  })

  test('is unknown, not 0, where nothing was told', () => {
    const target = looksAt(run, () => null)
    const [first] = watchData([run], [target]).targets[0]?.stages ?? []
    expect(first).toMatchObject({ busyCores: null, utilisation: null, demandSeconds: null })
    expect(first?.unknown.join()).toContain('its CPU time was not told')
  })

  test('is unknown where a counter began anew', () => {
    const target = looksAt(run, (answered, second) => (second === 2 ? 0 : answered * 0.005))
    const [first, second] = watchData([run], [target]).targets[0]?.stages ?? []
    expect(first?.demandSeconds).toBeNull()
    expect(second?.demandSeconds?.value).toBeCloseTo(0.005, 9)
  })

  test('is unknown in a stage without looks', () => {
    const target = looksAt(run, (answered) => answered * 0.005, { untilSecond: 5 })
    const [, second] = watchData([run], [target]).targets[0]?.stages ?? []
    expect(second?.looks).toBe(2)
    const none = watchData([run], [looksAt(run, () => 1, { untilSecond: 3 })]).targets[0]?.stages[1]
    expect(none?.unknown).toEqual(['there were no looks within it: make it longer'])
  })
})
