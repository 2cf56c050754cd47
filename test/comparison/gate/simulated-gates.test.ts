import { describe, expect, test } from 'vitest'
import { balancedOrder, gateRule } from '../../../src/comparison/index.ts'
import { seededRandom } from '../../../src/core/index.ts'
import { twoBlockMannWhitney } from '../../benchmarks/harness/naive-designs.ts'
import { quickGate } from './quick-gate.ts'
import { type ScenarioName, scenarioNames, scenarios } from './scenarios.ts'
import { simulateGates } from './simulate-gates.ts'
import { onePerArm, slowerRate, twoBlocks } from './simulate-naive.ts'
import { simulatedPairs } from './simulation.ts'
import { wholeGate } from './whole-gate.ts'

/** A rate of .01 over 20,000 gates has a standard error of .0007: four of them above it. */
const mostFalseAlarms = 0.013
const sameCodeGates = 20_000
const fivePercent = Math.log(1.05)

describe('the same code is called slower in at most 1.3 % of 20,000 gates, over all looks', () => {
  test.each(scenarioNames)('%s, one benchmark', (name) => {
    const { falseAlarms } = simulateGates({ scenario: scenarios[name], gates: sameCodeGates, seed: 1 })
    expect(falseAlarms).toBeLessThanOrEqual(mostFalseAlarms)
  })

  test.each(scenarioNames)('%s, any of three benchmarks, with Holm', (name) => {
    const { falseAlarms } = simulateGates({
      scenario: scenarios[name],
      benchmarks: 3,
      gates: sameCodeGates,
      seed: 2,
    })
    expect(falseAlarms).toBeLessThanOrEqual(mostFalseAlarms)
  })
})

describe('a slowdown of 5 %', () => {
  const leastPower: Record<ScenarioName, number> = { quiet: 0.95, ci: 0.95, nasty: 0.9 }

  test.each(scenarioNames)('is found, and seldom passes: %s', (name) => {
    const scenario = scenarios[name]
    const { found, missed } = simulateGates({ scenario, effect: fivePercent, gates: 4000, seed: 3 })
    expect(found).toBeGreaterThanOrEqual(leastPower[name])
    expect(missed).toBeLessThanOrEqual(0.013)
  })

  test.each(scenarioNames)(
    'of one in four benchmarks is found and the other three are spared: %s',
    (name) => {
      const { found, falseAlarms } = simulateGates({
        scenario: scenarios[name],
        benchmarks: 4,
        benchmarkSeconds: 0.125,
        effect: fivePercent,
        gates: 2000,
        seed: 4,
      })
      expect(found).toBeGreaterThanOrEqual(leastPower[name])
      expect(falseAlarms).toBeLessThanOrEqual(mostFalseAlarms)
    },
  )
})

describe('the simulated machines are bad enough that other designs cry wolf in more than 15 %:', () => {
  test.each(scenarioNames)('one process for each version, iterations taken as independent, %s', (name) => {
    expect(naiveRate(name, onePerArm)).toBeGreaterThan(0.15)
  })

  test.each(scenarioNames)('thirty processes of base, then thirty of head, %s', (name) => {
    expect(naiveRate(name, twoBlocks)).toBeGreaterThan(0.15)
  })

  function naiveRate(name: ScenarioName, design: typeof onePerArm): number {
    const scenario = scenarios[name]
    return slowerRate({ scenario, design, verdict: twoBlockMannWhitney, comparisons: 1000, seed: 5 })
  }
})

describe('a second place that costs 3 %', () => {
  test.each(scenarioNames)('is no false alarm where the order is balanced: %s', (name) => {
    const { falseAlarms } = simulateGates({
      scenario: scenarios[name],
      secondSlotPenalty: 0.03,
      gates: 4000,
      seed: 6,
    })
    expect(falseAlarms).toBeLessThanOrEqual(mostFalseAlarms)
  })

  test.each([
    ['quiet', 0.99],
    ['ci', 0.8],
    ['nasty', 0.6],
  ] as const)('is nearly always one where base comes first: %s', (name, least) => {
    const { falseAlarms } = simulateGates({
      scenario: scenarios[name],
      secondSlotPenalty: 0.03,
      order: 'base-first',
      gates: 1000,
      seed: 7,
    })
    expect(falseAlarms).toBeGreaterThanOrEqual(least)
  })
})

describe('the control', () => {
  test.each(scenarioNames)('calls at most 1 % of clean gates contaminated: %s', (name) => {
    const { suspected, contaminated, falseAlarms } = controlled(name, { gates: 800 })
    expect(contaminated).toBeLessThanOrEqual(0.01)
    expect(suspected).toBeLessThanOrEqual(0.01)
    expect(falseAlarms).toBeLessThanOrEqual(mostFalseAlarms)
  })

  test.each([
    ['quiet', 0.95],
    ['ci', 0.95],
    ['nasty', 0.9],
  ] as const)('leaves a slowdown of 5 % to be found: %s', (name, least) => {
    expect(controlled(name, { gates: 500, effect: fivePercent }).found).toBeGreaterThanOrEqual(least)
  })

  test.each([
    { name: 'quiet', least: 0.99 },
    { name: 'ci', least: 0.85 },
    { name: 'nasty', least: 0.5 },
  ] as const)('catches a base that is 3 % faster for no reason in the code: $name', ({ name, least }) => {
    expect(controlled(name, { gates: 200, baseBias: 0.03 }).contaminated).toBeGreaterThanOrEqual(least)
  })

  test.each([{ name: 'ci' }, { name: 'nasty' }] as const)(
    'catches most false alarms of pairs of which much lasts in the next: $name',
    ({ name }) => {
      const lasting = { gates: 300, carriedOver: 0.8 }
      const caught = controlled(name, lasting).falseAlarms
      const blind = simulateGates({ scenario: scenarios[name], seed: 8, ...lasting }).falseAlarms
      expect(blind).toBeGreaterThan(0.15)
      expect(caught).toBeLessThan(blind / 2)
    },
  )

  function controlled(
    name: ScenarioName,
    more: { gates: number; effect?: number; baseBias?: number; carriedOver?: number },
  ) {
    return simulateGates({ scenario: scenarios[name], seed: 8, decide: wholeGate, ...more })
  }
})

describe('the quick decision that these rates are counted by', () => {
  test.each(scenarioNames)('is that of judgeLook, look after look: %s', (name) => {
    const rule = gateRule()
    const random = seededRandom(9)
    for (let gate = 0; gate < 100; gate++) {
      const experiment = {
        scenario: scenarios[name],
        benchmarks: 1 + (gate % 4),
        effect: gate % 3 === 0 ? fivePercent : 0,
      }
      const order = balancedOrder(60, random)
      const seed = random.below(2 ** 32)
      const quick = quickGate(simulatedPairs(experiment, order, seededRandom(seed)), rule)
      const whole = wholeGate(simulatedPairs(experiment, order, seededRandom(seed)), rule, {
        withControl: false,
      })
      expect({ ...quick, gate }).toEqual({ verdicts: whole.verdicts, pairs: whole.pairs, gate })
    }
  })
})
