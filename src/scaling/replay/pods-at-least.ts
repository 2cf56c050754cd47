import { carrying } from './carrying.ts'
import type { FleetLoad } from './fleet-load.ts'
import type { FleetLimits, FleetSettings } from './fleet-settings.ts'

const day = 86_400
/** Where more are needed, it is not worth a table. */
const mostPods = 10_000

/** From a day (0 is the first) to the end of the load: seconds of pods, of at least `floor` at all times. */
export type PodsAtLeast = (floor: number, from: number) => number

/**
 * What any number of such pods takes at the very least that, on each day, has too much to do for no longer than allowed: in the other seconds it
 * cannot be less than what carries the load. Only CPU and slots count. Where a step belongs to two days, or more than 10,000 pods are needed, it
 * is the floor alone.
 */
export function podsAtLeast(
  load: FleetLoad,
  pod: Pick<FleetSettings, 'cpuRequestMilli' | 'cpuLimitMilli'>,
  limits: FleetLimits,
  allowedSeconds: (day: number) => number,
): PodsAtLeast {
  const { stepSeconds } = load
  const steps = load.cores.length
  const perDay = Math.round(day / stepSeconds)
  const days = Math.ceil(steps / perDay)
  const needs = perDay * stepSeconds === day ? needsOf(load, carrying(pod, limits)) : null
  if (needs === null) return (floor, from) => floor * Math.max(0, steps * stepSeconds - from * day)
  for (let today = 0; today < days; today += 1) needs.subarray(today * perDay, (today + 1) * perDay).sort()
  const known = new Map<number, Float64Array>()
  const suffixes = (floor: number): Float64Array => {
    const sums = new Float64Array(days + 1)
    for (let today = days - 1; today >= 0; today -= 1)
      sums[today] =
        (sums[today + 1] as number) +
        ofDay(needs.subarray(today * perDay, (today + 1) * perDay), floor, stepSeconds, allowedSeconds(today))
    return sums
  }
  return (floor, from) => {
    const sums = known.get(floor) ?? suffixes(floor)
    known.set(floor, sums)
    return sums[Math.min(from, days)] as number
  }
}

/** The busiest seconds are those that are spared. */
function ofDay(sorted: Int32Array, floor: number, stepSeconds: number, allowed: number): number {
  let [sum, spared] = [0, allowed]
  for (let at = sorted.length - 1; at >= 0; at -= 1) {
    const above = Math.max(0, (sorted[at] as number) - floor)
    const seconds = Math.max(0, stepSeconds - spared)
    spared -= stepSeconds - seconds
    sum += floor * stepSeconds + above * seconds
  }
  return sum
}

/** The fewest pods that carry each step; null where it takes too many. */
function needsOf({ cores, inFlight }: FleetLoad, carriedBy: ReturnType<typeof carrying>): Int32Array | null {
  const needs = new Int32Array(cores.length)
  const table = [carriedBy(0)]
  for (let step = 0; step < cores.length; step += 1) {
    const wanted = cores[step] as number
    // Nothing is missed where nothing is known.
    if (Number.isNaN(wanted)) continue
    const requests = inFlight?.[step] ?? Number.NaN
    let pods = needs[step - 1] ?? 0
    const isEnough = (count: number): boolean => {
      const carried = table[count] ?? carriedBy(count)
      table[count] = carried
      return !(wanted > carried.cores || requests > carried.slots)
    }
    while (pods > 0 && isEnough(pods - 1)) pods -= 1
    while (!isEnough(pods)) {
      pods += 1
      if (pods > mostPods) return null
    }
    needs[step] = pods
  }
  return needs
}
