import { type GateRule, gateRule } from '../../../src/comparison/index.ts'
import { seededRandom } from '../../../src/core/index.ts'
import { type GateRates, ratesOf } from './simulate-gates.ts'

/**
 * Gates on a recorded stream of pairs, ln(head / base) in the order in which they were measured with the same code in both arms:
 * each gate takes a window of it that begins anywhere, so that what disturbed the machine stays as it was. `effect` is added to
 * every pair, ln(1.05) for a head that is 5 % slower. Windows overlap: the rates are means over the stream, and no more certain than
 * its length allows. Throws where the stream is shorter than a gate.
 */
export function replayGates({
  logRatios,
  gates,
  seed,
  effect = 0,
  rule = gateRule(),
}: {
  logRatios: readonly number[]
  gates: number
  seed: number
  effect?: number
  rule?: GateRule
}): GateRates {
  const length = rule.looks.at(-1) ?? 0
  if (logRatios.length < length)
    throw new Error(`A stream of ${logRatios.length} pairs is shorter than a gate of ${length}.`)
  const stream = Float64Array.from(logRatios, (logRatio) => logRatio + effect)
  const random = seededRandom(seed)
  return ratesOf({ gates, effect }, rule, () => {
    const start = random.below(stream.length - length + 1)
    const window = stream.subarray(start, start + length)
    return { logRatios: [window], control: new Float64Array(length), measure: () => {} }
  })
}
