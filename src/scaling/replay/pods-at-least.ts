import { type Carried, carrying } from './carrying.ts'
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
  const sorted = Array.from({ length: days }, (_, today) =>
    sortedDay(needs.subarray(today * perDay, (today + 1) * perDay)),
  )
  const known = new Map<number, Float64Array>()
  const suffixes = (floor: number): Float64Array => {
    const sums = new Float64Array(days + 1)
    for (let today = days - 1; today >= 0; today -= 1)
      sums[today] =
        (sums[today + 1] as number) +
        ofDay(sorted[today] as SortedDay, floor, stepSeconds, allowedSeconds(today))
    return sums
  }
  return (floor, from) => {
    const sums = known.get(floor) ?? suffixes(floor)
    known.set(floor, sums)
    return sums[Math.min(from, days)] as number
  }
}

/** What the steps of a day need, least first, and what all from one on need together. */
interface SortedDay {
  needs: Int32Array
  together: Float64Array
}

function sortedDay(needs: Int32Array): SortedDay {
  needs.sort()
  const together = new Float64Array(needs.length + 1)
  for (let at = needs.length - 1; at >= 0; at -= 1)
    together[at] = (together[at + 1] as number) + (needs[at] as number)
  return { needs, together }
}

/** The busiest seconds are those that are spared. */
function ofDay({ needs, together }: SortedDay, floor: number, stepSeconds: number, allowed: number): number {
  let [low, high] = [0, needs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((needs[middle] as number) <= floor) low = middle + 1
    else high = middle
  }
  let sum = needs.length * floor * stepSeconds
  sum += ((together[low] as number) - (needs.length - low) * floor) * stepSeconds
  for (let [at, spared] = [needs.length - 1, allowed]; at >= low && spared > 0; at -= 1) {
    const seconds = Math.min(spared, stepSeconds)
    spared -= seconds
    sum -= ((needs[at] as number) - floor) * seconds
  }
  return sum
}

/** The fewest pods that carry each step; null where it takes too many. */
function needsOf({ cores, inFlight }: FleetLoad, carriedBy: ReturnType<typeof carrying>): Int32Array | null {
  const needs = new Int32Array(cores.length)
  const table = [carriedBy(0)]
  const carriedOf = (pods: number): Carried => {
    const carried = table[pods] ?? carriedBy(pods)
    table[pods] = carried
    return carried
  }
  // What so many pods carry, and what one fewer would: mostly the next step needs as many.
  let [pods, enough, fewer] = [0, carriedOf(0), carriedOf(0)]
  for (let step = 0; step < cores.length; step += 1) {
    const wanted = cores[step] as number
    // Nothing is missed where nothing is known.
    if (Number.isNaN(wanted)) continue
    const requests = inFlight === null ? Number.NaN : (inFlight[step] as number)
    while (pods > 0 && !(wanted > fewer.cores || requests > fewer.slots)) {
      pods -= 1
      ;[enough, fewer] = [fewer, carriedOf(Math.max(0, pods - 1))]
    }
    while (wanted > enough.cores || requests > enough.slots) {
      pods += 1
      if (pods > mostPods) return null
      ;[fewer, enough] = [enough, carriedOf(pods)]
    }
    needs[step] = pods
  }
  return needs
}
