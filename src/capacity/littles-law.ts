import { OperatorError } from '../core/index.ts'
import { assertNotNegative } from './assert-station.ts'

/** Any two of the three. */
export interface LittlesTerms {
  ratePerSecond?: number
  /** How long one stays. */
  seconds?: number
  /** How many are there in the mean. */
  inSystem?: number
}

/**
 * The third of rate, stay and number from the other two; L = lambda W holds in the mean for anything that is stable, whatever its
 * distributions. Throws OperatorError unless exactly two are given and the answer is a number. Little 1961.
 */
export function littlesLaw({ ratePerSecond, seconds, inSystem }: LittlesTerms): Required<LittlesTerms> {
  const given = [ratePerSecond, seconds, inSystem].filter((value) => value !== undefined)
  for (const value of given) assertNotNegative(value, 'Each of rate, time and number')
  if (given.length !== 2)
    throw new OperatorError({
      sentence: `Little's law needs two of rate, time and number, got ${given.length}.`,
      hint: 'Give exactly two; the third is the answer.',
    })
  if (inSystem === undefined && ratePerSecond !== undefined && seconds !== undefined)
    return { ratePerSecond, seconds, inSystem: ratePerSecond * seconds }
  const number = inSystem ?? 0
  if (ratePerSecond === undefined)
    return { ratePerSecond: quotient(number, seconds ?? 0, 'time'), seconds: seconds ?? 0, inSystem: number }
  return { ratePerSecond, seconds: quotient(number, ratePerSecond, 'rate'), inSystem: number }
}

function quotient(number: number, by: number, what: string): number {
  if (by > 0) return number / by
  throw new OperatorError({
    sentence: `A ${what} of 0 leaves the other one open.`,
    hint: `Give a ${what} above 0.`,
  })
}
