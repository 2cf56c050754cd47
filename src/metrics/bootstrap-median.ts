import { seededRandom } from '../core/index.ts'
import { assertBetween, assertValues, assertWhole, sorted } from './assert-values.ts'
import { betaDensity } from './beta-density.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { medianOfSorted, midpoint } from './median.ts'

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
 * many, computed from the order statistics of a resample. The ends are the smallest values that the medians do not exceed with
 * chance (1 - confidence) / 2 and 1 minus that. Throws OperatorError on no or non-finite values, unless 0 < confidence < 1, on
 * a seed that is no whole number, and unless resamples are a whole number from 1 to 10 million. Efron 1979.
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
  assertWhole(seed, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'A seed')
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
  assertWhole(resamples, 1, 10_000_000, 'The number of resamples')
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
  const ways = waysToHalve(half)
  // Ten standard deviations to either side of the middle: beyond, no chance is left that a number could add.
  const reach = Math.ceil(5 * Math.sqrt(n))
  const first = Math.max(1, half - reach)
  const last = Math.min(n, half + 1 + reach)
  const outcomes: Outcome[] = []
  for (let i = first; i <= last; i++) {
    let apart = 0
    const lower = logOfStep(i, half, n)
    for (let j = i + 1; j <= last; j++) {
      const chance = ways * Math.exp(lower + logOfStep(n - j + 1, half, n))
      // The chance falls by a factor from place to place.
      if (chance < 1e-20 * apart) break
      apart += chance
      outcomes.push({ value: midpoint(ordered[i - 1] ?? 0, ordered[j - 1] ?? 0), chance })
    }
    const together = chanceOfAtLeast(half, i, n) - chanceOfAtLeast(half, i - 1, n) - apart
    outcomes.push({ value: ordered[i - 1] ?? 0, chance: Math.max(0, together) })
  }
  return outcomes
}

/** P(at least `least` of n draws fall among the k smallest of n). */
function chanceOfAtLeast(least: number, k: number, n: number): number {
  return incompleteBeta(k / n, least, n - least + 1, (n - k) / n)
}

/** Ways to choose half of the draws, times the chance 2^-n of each. */
function waysToHalve(half: number): number {
  return (2 * betaDensity(0.5, 0.5, half, half)) / half
}

/** ln of (2 place / n)^half - (2 (place - 1) / n)^half: twice the shares, so that large powers do not vanish. */
function logOfStep(place: number, half: number, n: number): number {
  return half * Math.log((2 * place) / n) + Math.log(-Math.expm1(half * Math.log1p(-1 / place)))
}
