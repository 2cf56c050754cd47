import { normalQuantile } from './normal.ts'

/** Efficiency of the signed-rank test against the t test for normal values: 3 / pi. */
const efficiency = 3 / Math.PI

export interface Design {
  /** Standard deviation of one difference; 1.4826 times their MAD estimates it. */
  spread: number
  /** One-sided chance of a false alarm. */
  alpha: number
  /** Chance of finding an effect that is there. */
  power: number
}

/** The smallest shift that a one-sided signed-rank test of so many pairs finds with the power: (z_alpha + z_power) s / sqrt(0.955 n). */
export function minimumDetectableEffect({ spread, pairs, alpha, power }: Design & { pairs: number }): number {
  return (scores(alpha, power) * spread) / Math.sqrt(efficiency * pairs)
}

/** The pairs that the same test needs to find a shift of `effect`, a whole number. */
export function pairsNeeded({ spread, effect, alpha, power }: Design & { effect: number }): number {
  const root = (scores(alpha, power) * spread) / effect
  return Math.max(1, Math.ceil((root * root) / efficiency))
}

function scores(alpha: number, power: number): number {
  return normalQuantile(1 - alpha) + normalQuantile(power)
}
