import type { UsageBand } from '../hpa/index.ts'
import type { Carried } from './carrying.ts'
import type { FleetLoad } from './fleet-load.ts'

/** What a step may want without anything happening: no change, no miss, no kill, nothing throttled. */
export interface Quiet {
  /** What an autoscaler may see. */
  band: UsageBand
  /** Whether it sees CPU, and not requests in flight. */
  byCpu: boolean
  carried: Carried
  memoryBytes: number
}

/** The first step from `step` on that is not quiet, or `end`; a step of which nothing is known is not. */
export function quietUntil(load: FleetLoad, step: number, end: number, quiet: Quiet): number {
  const { cores, inFlight, memoryBytes } = load
  const { slots } = quiet.carried
  const mostCores = Math.min(quiet.carried.cores, quiet.carried.mostCores)
  const mostMemory = quiet.memoryBytes
  // As they are rounded.
  const [least, most] = [quiet.band.fromMilli - 0.5, quiet.band.toMilli + 0.5]
  const seen = quiet.byCpu || inFlight === null ? cores : inFlight
  for (let at = step; at < end; at += 1) {
    const milli = (seen[at] as number) * 1000
    if (!(milli >= least && milli < most && (cores[at] as number) <= mostCores)) return at
    if ((memoryBytes[at] as number) > mostMemory) return at
    if (inFlight !== null && (inFlight[at] as number) > slots) return at
  }
  return end
}
