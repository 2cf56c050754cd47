import { assertBetween } from './assert-values.ts'
import { normalQuantile } from './normal.ts'

/** Efficiency of the signed-rank test against the t test for normal values: 3 / pi. */
const efficiency = 3 / Math.PI

export interface Design {
  /** Standard deviation of one difference; 1.4826 times their MAD estimates it. */
  spread: number
  /** One-sided chance of a false alarm, between 0 and `power`. */
  alpha: number
  /** Chance of finding an effect that is there, below 1. */
  power: number
}

/**
 * The smallest shift that a one-sided signed-rank test of so many pairs finds with the power: (z_alpha + z_power) s / sqrt(0.955 n).
 * Throws OperatorError on a spread below 0, on no pairs, and unless 0 < alpha < power < 1. Hollander and Wolfe 3.1, Lehmann 1975.
 */
export function minimumDetectableEffect({ spread, pairs, alpha, power }: Design & { pairs: number }): number {
  assertBetween(pairs, 0, Number.POSITIVE_INFINITY, 'The number of pairs')
  return deviations({ spread, alpha, power }) / Math.sqrt(efficiency * pairs)
}

/**
 * The pairs that the same test needs to find a shift of `effect`, a whole number of at least 1, at most 2^53 - 1. Throws OperatorError
 * on an effect that is not above 0, and where `minimumDetectableEffect` does.
 */
export function pairsNeeded({ spread, effect, alpha, power }: Design & { effect: number }): number {
  assertBetween(effect, 0, Number.POSITIVE_INFINITY, 'The effect to find')
  const root = deviations({ spread, alpha, power }) / effect
  return Math.max(1, Math.min(Number.MAX_SAFE_INTEGER, Math.ceil((root * root) / efficiency)))
}

function deviations({ spread, alpha, power }: Design): number {
  if (spread !== 0) assertBetween(spread, 0, Number.POSITIVE_INFINITY, 'The spread of the differences')
  assertBetween(power, 0, 1, 'The power of a test')
  assertBetween(alpha, 0, power, 'The chance of a false alarm')
  return (normalQuantile(1 - alpha) + normalQuantile(power)) * spread
}
