import { OperatorError } from '../../core/index.ts'

/** After so many pairs the gate looks at its data, and may decide. */
export const gateLooks: readonly number[] = [12, 20, 30, 44, 60]

/** What a gate promises: `tolerance` and `detect` are ratios of time, so .02 is 2 % slower. */
export interface GateRule {
  /** A slowdown up to this is never called a failure. */
  tolerance: number
  /** A pass rules out a slowdown of this or more. */
  detect: number
  /** The chance that any benchmark without a slowdown is called slower, over all looks and benchmarks. */
  alpha: number
  looks: readonly number[]
  /** The same chance at one look, one-sided; also that of ruling out a slowdown that is there. */
  perLookAlpha: number
  /** The chance of finding what is called detectable. */
  power: number
}

/**
 * Five looks at .0025 each: for differences that are independent and symmetric round 0 that makes .009 in all, whether one
 * benchmark is judged or ten, where .0035 made .012 (300,000 gates by simulation, standard error .0002).
 */
const perLookAlpha = 0.0025

/** The rule of a gate, by default 2 % tolerated and 5 % ruled out. Throws OperatorError unless 0 <= tolerance < detect < 1. */
export function gateRule({
  tolerance = 0.02,
  detect = 0.05,
}: {
  tolerance?: number
  detect?: number
} = {}): GateRule {
  if (!(tolerance >= 0 && tolerance < detect && detect < 1))
    throw new OperatorError({
      sentence: `A gate that tolerates ${tolerance} and rules out ${detect} cannot decide: it needs 0 <= tolerance < detect < 1.`,
      hint: 'Give a tolerance below what is to be detected, for example 2% and 5%.',
    })
  return { tolerance, detect, alpha: 0.01, looks: gateLooks, perLookAlpha, power: 0.95 }
}
