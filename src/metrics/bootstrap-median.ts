import { OperatorError, seededRandom } from '../core/index.ts'
import { assertBetween, assertValues, sorted } from './assert-values.ts'
import { logChoose } from './gamma.ts'
import { medianOfSorted } from './median.ts'

export interface BootstrapInterval {
  median: number
  low: number
  high: number
}

/** A value that the median of a resample takes, with its probability. */
interface Outcome {
  value: number
  chance: number
}

/**
 * The median with its percentile bootstrap interval: of `resamples` (10,000) drawn by `seed`, or `exact`, the limit of infinitely
 * many, computed from the order statistics of a resample. Throws OperatorError on no or non-finite values, and on resamples
 * that are no whole number above 0. Efron 1979.
 */
export function bootstrapMedian(
  values: readonly number[],
  {
    confidence = 0.95,
    resamples = 10_000,
    seed = 1,
  }: { confidence?: number; resamples?: number | 'exact'; seed?: number } = {},
): BootstrapInterval {
  assertValues(values, 'The bootstrap')
  assertBetween(confidence, 0, 1, 'A confidence')
  const ordered = sorted(values)
  const tail = (1 - confidence) / 2
  const median = medianOfSorted(ordered)
  const outcomes = resamples === 'exact' ? limit(ordered) : drawn(ordered, resamples, seed)
  return { median, low: percentile(outcomes, tail), high: percentile(outcomes, 1 - tail) }
}

/** The smallest value that the median does not exceed with the chance `p`. */
function percentile(outcomes: readonly Outcome[], p: number): number {
  let total = 0
  for (const { value, chance } of outcomes) {
    total += chance
    if (total >= p - 1e-12) return value
  }
  return outcomes.at(-1)?.value ?? Number.NaN
}

function drawn(ordered: readonly number[], resamples: number, seed: number): Outcome[] {
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new OperatorError({
      sentence: `A bootstrap needs a whole number of resamples above 0, got ${resamples}.`,
      hint: "Give for example 10000, or 'exact'.",
    })
  const random = seededRandom(seed)
  const resample = new Float64Array(ordered.length)
  const medians = new Float64Array(resamples)
  for (let round = 0; round < resamples; round++) {
    for (let place = 0; place < resample.length; place++)
      resample[place] = ordered[random.below(ordered.length)] ?? 0
    resample.sort()
    medians[round] = medianOfSorted(resample)
  }
  return Array.from(medians.sort(), (value) => ({ value, chance: 1 / resamples }))
}

function limit(ordered: readonly number[]): Outcome[] {
  const outcomes = ordered.length % 2 === 1 ? oddLimit(ordered) : evenLimit(ordered)
  return outcomes.sort((a, b) => a.value - b.value)
}

/** The middle draw is among the k smallest where at least half of the draws are. */
function oddLimit(ordered: readonly number[]): Outcome[] {
  const middle = (ordered.length + 1) / 2
  const reached = ordered.map((_, index) => chanceOfAtLeast(middle, index + 1, ordered.length))
  return ordered.map((value, index) => ({
    value,
    chance: (reached[index] ?? 0) - (index === 0 ? 0 : (reached[index - 1] ?? 0)),
  }))
}

/** The joint chances of the two middle draws: half of the draws up to one value, the other half from another on. */
function evenLimit(ordered: readonly number[]): Outcome[] {
  const n = ordered.length
  const half = n / 2
  const ways = logChoose(n, half)
  const outcomes: Outcome[] = []
  for (let i = 1; i <= n; i++) {
    let apart = 0
    const lower = power(i / n, half) - power((i - 1) / n, half)
    for (let j = i + 1; j <= n; j++) {
      const upper = power((n - j + 1) / n, half) - power((n - j) / n, half)
      const chance = Math.exp(ways + Math.log(lower) + Math.log(upper))
      apart += chance
      outcomes.push({ value: ((ordered[i - 1] ?? 0) + (ordered[j - 1] ?? 0)) / 2, chance })
    }
    const together = chanceOfAtLeast(half, i, n) - chanceOfAtLeast(half, i - 1, n) - apart
    outcomes.push({ value: ordered[i - 1] ?? 0, chance: Math.max(0, together) })
  }
  return outcomes
}

/** P(at least `least` of n draws fall among the k smallest of n). */
function chanceOfAtLeast(least: number, k: number, n: number): number {
  if (k === n) return 1
  if (k === 0) return 0
  let total = 0
  for (let hits = least; hits <= n; hits++)
    total += Math.exp(logChoose(n, hits) + hits * Math.log(k / n) + (n - hits) * Math.log1p(-k / n))
  return Math.min(1, total)
}

function power(base: number, exponent: number): number {
  return base === 0 ? 0 : Math.exp(exponent * Math.log(base))
}
