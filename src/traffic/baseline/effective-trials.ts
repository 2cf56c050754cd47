import { varianceOfMean } from './variance-of-mean.ts'

/** Of a stretch: how many trials it holds, and how many of them came out so. */
export interface Trials {
  trials: number
  hits: number
}

/**
 * How many trials of a run are worth one independent one: how much more their share varies from stretch to stretch than that of
 * independent trials would (Kish's design effect); 1 at least.
 */
export function designEffect(stretches: readonly Trials[]): number {
  const trials = stretches.reduce((sum, one) => sum + one.trials, 0)
  const share = stretches.reduce((sum, one) => sum + one.hits, 0) / trials
  if (!(share > 0 && share < 1)) return 1
  const mean = trials / stretches.length
  const variance = varianceOfMean(stretches.map((one) => (one.hits - share * one.trials) / mean))
  return Math.max(1, (variance * trials) / (share * (1 - share)))
}

/** The limits of a share, `t` standard errors to each side, by Wilson's score: they keep their promise at shares near 0 and 1. Wilson 1927. */
export function wilsonLimits(share: number, trials: number, t: number): [low: number, high: number] {
  const square = (t * t) / trials
  const centre = share + square / 2
  const reach = t * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))
  return [Math.max(0, (centre - reach) / (1 + square)), Math.min(1, (centre + reach) / (1 + square))]
}
