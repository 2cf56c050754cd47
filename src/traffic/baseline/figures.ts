import {
  addHistogram,
  countAbove,
  type HdrHistogram,
  hdrHistogram,
  hdrQuantile,
} from '../../metrics/index.ts'
import { designEffect, wilsonLimits } from './effective-trials.ts'
import type { Stretch } from './stretches.ts'
import { varianceOfMean } from './variance-of-mean.ts'

/** A figure of a run on the scale on which two runs are subtracted, and how far it may be off. */
export interface Figure {
  /** As it is shown: seconds, a share, or per second. */
  shown: number
  /** Its logarithm, or of a share the share itself. */
  value: number
  /** The limits `t` standard errors to each side, on the same scale. */
  limits(t: number): readonly [low: number, high: number]
  /** Stretches less one. */
  degrees: number
}

/** A figure of the earlier and of the later run; null where one of them does not have it. */
export type Figures = readonly [before: Figure, after: Figure] | null

type Runs = readonly [before: readonly Stretch[], after: readonly Stretch[]]

/** So many requests have to lie beyond a percentile for it to say anything. */
const requestsBeyond = 5

/** How many requests a percentile takes. */
export function requestsNeeded(q: number): number {
  return Math.ceil(requestsBeyond / (1 - q))
}

/**
 * A percentile of the latency: its limits are the percentiles at the limits of the share that lies below it (Woodruff 1952). What comes
 * seldom, and for a while, may have come to one of the runs alone: both are taken to be as uneven as the less even one.
 */
export function percentiles(runs: Runs, q: number): Figures {
  const [before, after] = [wholeOf(runs[0]), wholeOf(runs[1])]
  const values = [before, after].map((all) => (all.total < requestsNeeded(q) ? null : hdrQuantile(all, q)))
  const [first, second] = values
  if (first === null || first === undefined || second === null || second === undefined) return null
  const effect = Math.max(
    ...runs.flatMap((stretches) => around(first, second).map((us) => designEffect(belowOf(stretches, us)))),
  )
  return [
    percentileOf(before, q, { us: first, effect, stretches: runs[0].length }),
    percentileOf(after, q, { us: second, effect, stretches: runs[1].length }),
  ]
}

/** Also just below: where a percentile is what most of a slow stretch took, hardly anything lies above it. */
function around(...values: readonly number[]): number[] {
  return values.flatMap((us) => [us, us * 0.99])
}

function wholeOf(stretches: readonly Stretch[]): HdrHistogram {
  const all = hdrHistogram()
  for (const { latency } of stretches) addHistogram(all, latency)
  return all
}

function belowOf(stretches: readonly Stretch[], us: number): { trials: number; hits: number }[] {
  return stretches.map(({ latency }) => ({
    trials: latency.total,
    hits: latency.total - countAbove(latency, us),
  }))
}

function percentileOf(
  all: HdrHistogram,
  q: number,
  { us, effect, stretches }: { us: number; effect: number; stretches: number },
): Figure {
  const log = (share: number): number => Math.log(Math.max(1, hdrQuantile(all, share) ?? 1))
  return {
    shown: us / 1e6,
    value: Math.log(Math.max(1, us)),
    limits(t) {
      const [low, high] = wilsonLimits(q, all.total / effect, t)
      return [log(low), log(high)]
    },
    degrees: stretches - 1,
  }
}

/** The share of requests that came to no good. */
export function errorShares(runs: Runs): Figures {
  const counted = runs.map((stretches) =>
    stretches.map(({ ok, failed }) => ({ trials: ok + failed, hits: failed })),
  )
  const effect = Math.max(...counted.map(designEffect))
  const [before = null, after = null] = counted.map((stretches): Figure | null => {
    const trials = stretches.reduce((sum, one) => sum + one.trials, 0)
    if (trials === 0) return null
    const share = stretches.reduce((sum, one) => sum + one.hits, 0) / trials
    return {
      shown: share,
      value: share,
      limits: (t) => wilsonLimits(share, trials / effect, t),
      degrees: stretches.length - 1,
    }
  })
  return before === null || after === null ? null : [before, after]
}

/** Answers a second. */
export function rates(runs: Runs): Figures {
  const [before = null, after = null] = runs.map((stretches): Figure | null => {
    const seconds = stretches.reduce((sum, one) => sum + one.seconds, 0)
    const answered = stretches.reduce((sum, one) => sum + one.answered, 0)
    if (answered === 0) return null
    const rate = answered / seconds
    const each = seconds / stretches.length
    const variance = varianceOfMean(stretches.map((one) => (one.answered - rate * one.seconds) / each / rate))
    // A whole answer more or less is always possible.
    const error = Math.sqrt(variance + 1 / answered ** 2)
    const value = Math.log(rate)
    return {
      shown: rate,
      value,
      limits: (t) => [value - t * error, value + t * error],
      degrees: stretches.length - 1,
    }
  })
  return before === null || after === null ? null : [before, after]
}
