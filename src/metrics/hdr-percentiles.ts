import { addHistogram, type HdrHistogram, hdrHistogram, hdrMoments, hdrQuantile } from './hdr-histogram.ts'

/** Latencies in seconds; with `censored` ones, whose true time is only known to be longer. */
export interface Percentiles {
  count: number
  minSeconds: number
  p50Seconds: number
  p75Seconds: number
  p90Seconds: number
  p95Seconds: number
  p99Seconds: number
  p999Seconds: number
  p9999Seconds: number
  maxSeconds: number
  meanSeconds: number
  standardDeviationSeconds: number
  /** How many of `count` were given up: they stand with the time after which they were. */
  censored: number
  /** The keys above that are lower bounds, because something that was given up before may belong above; absent where there are none. */
  lowerBounds?: string[]
}

/** What each key is. */
export const quantiles = {
  p50Seconds: 0.5,
  p75Seconds: 0.75,
  p90Seconds: 0.9,
  p95Seconds: 0.95,
  p99Seconds: 0.99,
  p999Seconds: 0.999,
  p9999Seconds: 0.9999,
} as const

/**
 * The percentiles of times in microseconds, each within 1 part of 1000. `censoredUs` holds how long those had lasted that were given
 * up: they count with that time, so that a percentile is exact as long as none of them was given up earlier, and a lower bound
 * otherwise. Null where there is nothing at all.
 */
export function hdrPercentiles(
  timesUs: HdrHistogram,
  censoredUs: HdrHistogram | null = null,
): Percentiles | null {
  const all = censoredUs === null ? timesUs : joined(timesUs, censoredUs)
  const moments = hdrMoments(all)
  if (moments === null) return null
  const censored = censoredUs?.total ?? 0
  const earliest = censored === 0 ? Number.POSITIVE_INFINITY : (censoredUs?.minimum ?? 0)
  const at = (q: number): number => (hdrQuantile(all, q) ?? 0) / 1e6
  const result: Percentiles = {
    count: all.total,
    minSeconds: all.minimum / 1e6,
    p50Seconds: at(quantiles.p50Seconds),
    p75Seconds: at(quantiles.p75Seconds),
    p90Seconds: at(quantiles.p90Seconds),
    p95Seconds: at(quantiles.p95Seconds),
    p99Seconds: at(quantiles.p99Seconds),
    p999Seconds: at(quantiles.p999Seconds),
    p9999Seconds: at(quantiles.p9999Seconds),
    maxSeconds: all.maximum / 1e6,
    meanSeconds: moments.mean / 1e6,
    standardDeviationSeconds: moments.standardDeviation / 1e6,
    censored,
  }
  if (censored > 0) result.lowerBounds = lowerBoundsOf(result, earliest / 1e6)
  return result
}

function joined(a: HdrHistogram, b: HdrHistogram): HdrHistogram {
  const sum = hdrHistogram(a)
  addHistogram(sum, a)
  addHistogram(sum, b)
  return sum
}

/** The mean and the deviation always are; the rest from where the first was given up. */
function lowerBoundsOf(result: Percentiles, earliestSeconds: number): string[] {
  const bounded = [...Object.keys(quantiles), 'maxSeconds'] as (keyof typeof quantiles | 'maxSeconds')[]
  return [...bounded.filter((key) => result[key] >= earliestSeconds), 'meanSeconds']
}
