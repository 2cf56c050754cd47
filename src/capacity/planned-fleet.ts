import { assertCount, assertNotNegative, assertPositive } from './assert-station.ts'
import { type Redundancy, type RedundantFleet, redundantFleet } from './redundancy.ts'

/** A fleet with what an update and the time until help comes need. */
export interface PlannedFleet extends RedundantFleet {
  /** Instances' worth of load now, not yet rounded. */
  neededNow: number
  /** And at the end of the reaction time. */
  neededAtReaction: number
  /** So many exist at once while an update replaces them. */
  duringUpdate: number
}

/**
 * Instances for a load that grows by `rampPerMinute` until new ones are ready after `reactionSeconds`, with k of them or of the zones failed,
 * and `surge` more during an update: need = (rate + ramp x reaction) / per instance, then redundantFleet, + surge. Throws OperatorError on
 * impossible input, and as redundantFleet does. Beyer and others, Site Reliability Engineering, 2016, chapter 18.
 */
export function plannedFleet(
  plan: {
    ratePerSecond: number
    /** What one instance does within its SLO, not at saturation. */
    perInstancePerSecond: number
    /** More requests a second, each minute. */
    rampPerMinute?: number
    reactionSeconds?: number
    surge?: number
  } & Redundancy,
): PlannedFleet {
  const { ratePerSecond, perInstancePerSecond, rampPerMinute = 0, reactionSeconds = 0, surge = 0 } = plan
  assertNotNegative(ratePerSecond, 'The rate')
  assertPositive(perInstancePerSecond, 'What one instance does')
  assertNotNegative(rampPerMinute, 'The ramp')
  assertNotNegative(reactionSeconds, 'The reaction time')
  assertCount(surge, 'The surge', 0)
  const neededNow = ratePerSecond / perInstancePerSecond
  const neededAtReaction = (ratePerSecond + (rampPerMinute * reactionSeconds) / 60) / perInstancePerSecond
  const fleet = redundantFleet(neededAtReaction, plan)
  return { ...fleet, neededNow, neededAtReaction, duringUpdate: fleet.total + surge }
}
