import { normalQuantile } from '../../../src/metrics/index.ts'
import { replicate } from '../../../src/simulation/index.ts'
import type { TheoryCase } from './theory-case.ts'

/** Of the intervals of the simulator. */
export const level = 0.99
/** What a thousand seeds have to show. */
export const bar = { least: 0.98, most: 0.997, widest: 0.05, seeds: 1000 }

/** An interval of one figure by one seed; null where the simulator gave none. */
export type Interval = readonly [low: number, high: number] | null

/** The intervals of all figures of a model by one seed. */
export function intervalsBy({ model, runs, figures }: TheoryCase, seed: number): Interval[] {
  const summary = replicate(model, { seed, precision: 0, level, leastRuns: runs, mostRuns: runs })
  return figures.map((figure): Interval => {
    const estimate = figure.of(summary)
    return estimate === null ? null : [estimate.low, estimate.high]
  })
}

/** How often the intervals of a figure held its truth. */
export interface Coverage {
  seeds: number
  truth: number
  inside: number
  share: number
  /** The interval of the share itself, of 95 %. */
  low: number
  high: number
  /** Of all seeds in the mean, as a share of the truth. */
  halfWidth: number
  isWithin: boolean
}

/** With fewer seeds than the bar asks for, what may still be within it is. */
export function coverageOf(truth: number, intervals: readonly Interval[]): Coverage {
  const seeds = intervals.length
  const inside = intervals.filter((one) => one !== null && one[0] <= truth && truth <= one[1]).length
  const halfWidth =
    intervals.reduce(
      (sum, one) => sum + (one === null ? Number.POSITIVE_INFINITY : (one[1] - one[0]) / 2),
      0,
    ) /
    seeds /
    truth
  const share = inside / seeds
  const { low, high } = wilson(inside, seeds)
  const [from, to] = seeds >= bar.seeds ? [share, share] : [high, low]
  return {
    seeds,
    truth,
    inside,
    share,
    low,
    high,
    halfWidth,
    isWithin: from >= bar.least && to <= bar.most && halfWidth <= bar.widest,
  }
}

/** The interval of a share after `inside` of `tries`, at 95 %. Wilson 1927. */
export function wilson(inside: number, tries: number): { low: number; high: number } {
  const z = normalQuantile(0.975)
  const share = inside / tries
  const scale = 1 + (z * z) / tries
  const middle = (share + (z * z) / (2 * tries)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries))
  return { low: middle - half, high: middle + half }
}
