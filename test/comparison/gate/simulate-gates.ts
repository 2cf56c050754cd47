import { balancedOrder, type GateRule, gateRule, type PairOrder } from '../../../src/comparison/index.ts'
import { type Random, seededRandom } from '../../../src/core/index.ts'
import { type GateOutcome, quickGate } from './quick-gate.ts'
import { type Experiment, type PairSource, simulatedPairs } from './simulation.ts'

/** How often so many gates said what. */
export interface GateRates {
  gates: number
  /** Any benchmark without a slowdown was called slower. */
  falseAlarms: number
  /** The benchmark with the slowdown was called slower, and passed; 0 where there is none. */
  found: number
  missed: number
  /** Any benchmark was inconclusive. */
  inconclusive: number
  /** The control, or the order of the pairs, spoke against the machine at any look; and still at the end. Only where it was asked. */
  suspected: number
  contaminated: number
  meanPairs: number
}

export interface Simulated extends Experiment {
  gates: number
  seed: number
  rule?: GateRule
  /** Base always first, or balanced as it should be. */
  order?: 'balanced' | 'base-first'
  /** Which decision: the quick one, or that of the product. */
  decide?: (
    source: PairSource,
    rule: GateRule,
  ) => GateOutcome & { suspected?: boolean; contaminated?: boolean }
}

/** Runs so many gates on so many simulated machines. */
export function simulateGates(simulated: Simulated): GateRates {
  const { seed, rule = gateRule(), order = 'balanced' } = simulated
  const random = seededRandom(seed)
  const pairs = rule.looks.at(-1) ?? 0
  const fixed = Array.from({ length: pairs }, (): PairOrder => 'base-first')
  const source = (own: Random): PairSource =>
    simulatedPairs(simulated, order === 'balanced' ? balancedOrder(pairs, own) : fixed, own)
  return ratesOf(simulated, rule, () => source(random))
}

/** Runs a gate on each of so many sources, and counts. */
export function ratesOf(
  { gates, effect = 0, decide = quickGate }: Pick<Simulated, 'gates' | 'effect' | 'decide'>,
  rule: GateRule,
  source: () => PairSource,
): GateRates {
  const counts = { falseAlarms: 0, found: 0, missed: 0, inconclusive: 0, suspected: 0, contaminated: 0 }
  let pairs = 0
  for (let gate = 0; gate < gates; gate++) {
    const outcome = decide(source(), rule)
    const first = outcome.verdicts[0]
    pairs += outcome.pairs
    if (outcome.verdicts.some((verdict, k) => verdict === 'fail' && !(effect > 0 && k === 0)))
      counts.falseAlarms++
    if (effect > 0 && first === 'fail') counts.found++
    if (effect > 0 && first === 'pass') counts.missed++
    if (outcome.verdicts.includes('inconclusive')) counts.inconclusive++
    if (outcome.suspected === true) counts.suspected++
    if (outcome.contaminated === true) counts.contaminated++
  }
  const shares = Object.entries(counts).map(([key, count]) => [key, count / gates])
  return { ...counts, ...Object.fromEntries(shares), gates, meanPairs: pairs / gates }
}

/** The standard deviation of a rate that was counted over so many gates. */
export function standardError(rate: number, gates: number): number {
  return Math.sqrt((rate * (1 - rate)) / gates)
}
