import { type ArrivalProcess, arrivals, type Slice } from './arrivals.ts'
import type { Stage } from './stages.ts'

/** The warm-up has the rate of the begin; a ramp from nothing is warmed up with a tenth of what it rises to. */
export function withWarmUp(stages: readonly Stage[], warmupSeconds: number): readonly Stage[] {
  const [first] = stages
  if (warmupSeconds === 0 || first === undefined) return stages
  const rate = Math.max(first.fromRate, first.toRate / 10)
  return [{ fromRate: rate, toRate: rate, seconds: warmupSeconds }, ...stages]
}

/** How many arrivals of a slice are due in the measured time. */
export function countMeasured(
  stages: readonly Stage[],
  process: ArrivalProcess,
  { seed, slice, warmupSeconds }: { seed: number; slice: Slice; warmupSeconds: number },
): number {
  const next = arrivals(withWarmUp(stages, warmupSeconds), process, { seed, slice })
  let count = 0
  for (let arrival = next(); arrival !== null; arrival = next())
    if (arrival.dueSeconds >= warmupSeconds) count++
  return count
}
