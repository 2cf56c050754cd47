import { type Random, seededRandom } from '../../../src/core/index.ts'
import type { NaiveVerdict, Samples } from '../../benchmarks/harness/naive-designs.ts'
import type { Scenario } from './scenarios.ts'
import { simulatedMachine } from './simulation.ts'

/** What one iteration in a process has by itself. */
const iterationSd = 0.015

/** One process of each version, one after the other: 100 iterations of 10 ms, all taken as independent. */
export function onePerArm(scenario: Scenario, random: Random, effect: number): Samples {
  const machine = simulatedMachine(scenario, random)
  const arm = (slowdown: number): number[] => {
    const own = machine.process() + slowdown
    return Array.from({ length: 100 }, () =>
      Math.exp(machine.after(0.01) + own + iterationSd * random.normal()),
    )
  }
  return { base: arm(0), head: arm(effect) }
}

/** Thirty processes of half a second of base, then thirty of head: one number each. */
export function twoBlocks(scenario: Scenario, random: Random, effect: number): Samples {
  const machine = simulatedMachine(scenario, random)
  const arm = (slowdown: number): number[] =>
    Array.from({ length: 30 }, () => Math.exp(machine.after(0.5) + machine.process() + slowdown))
  return { base: arm(0), head: arm(effect) }
}

/** How often a design calls head slower. */
export function slowerRate({
  scenario,
  design,
  verdict,
  comparisons,
  seed,
  effect = 0,
}: {
  scenario: Scenario
  design: typeof onePerArm
  verdict: (samples: Samples) => NaiveVerdict
  comparisons: number
  seed: number
  effect?: number
}): number {
  const random = seededRandom(seed)
  let slower = 0
  for (let comparison = 0; comparison < comparisons; comparison++) {
    if (verdict(design(scenario, random, effect)) === 'slower') slower++
  }
  return slower / comparisons
}
