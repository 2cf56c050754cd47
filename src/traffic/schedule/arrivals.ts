import { seededRandom } from '../../core/index.ts'
import { momentFinder, type Stage } from './stages.ts'

/** `uniform`: evenly spread. `poisson`: independent of each other, as those of many users are. */
export type ArrivalProcess = 'uniform' | 'poisson'

/** A part of the arrivals of a plan: every `of`-th, beginning with number `index`. */
export interface Slice {
  index: number
  of: number
}

export const wholeSlice: Slice = { index: 0, of: 1 }

/** One request that is due. */
export interface Arrival {
  /** Its number among the arrivals of the whole plan, from 0. */
  number: number
  /** Seconds from the begin of the plan. */
  dueSeconds: number
}

/**
 * The arrivals of a slice, in order, and then null. A pure function of stages, process and seed: the slices of a plan together are
 * exactly the arrivals of the whole, however many there are. Uniform arrivals are due where the expected number reaches 0, 1, 2 ...;
 * those of a Poisson process where it reaches the sums of exponential gaps (Cinlar's inversion for a rate that changes).
 */
export function arrivals(
  stages: readonly Stage[],
  process: ArrivalProcess,
  { seed, slice = wholeSlice }: { seed: number; slice?: Slice },
): () => Arrival | null {
  const momentOf = momentFinder(stages)
  const random = seededRandom(seed)
  let number = -1
  let expected = 0
  const step = (): void => {
    number++
    expected = process === 'uniform' ? number : expected - Math.log(1 - random.next())
  }
  return () => {
    do step()
    while (number % slice.of !== slice.index)
    const dueSeconds = momentOf(expected)
    return dueSeconds === null ? null : { number, dueSeconds }
  }
}

/** The number of arrivals of the whole plan; for a Poisson process that is known only once they are drawn. */
export function countArrivals(
  stages: readonly Stage[],
  process: ArrivalProcess,
  options: { seed: number; slice?: Slice },
): number {
  const next = arrivals(stages, process, options)
  let count = 0
  while (next() !== null) count++
  return count
}
