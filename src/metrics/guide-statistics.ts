import { OperatorError } from '../core/index.ts'
import { assertValues, sorted } from './assert-values.ts'
import { mean, standardDeviation } from './mean.ts'
import { medianOfSorted } from './median.ts'

/** What the LEWIS guide's `benchmark_function` says of its execution times, and the two percentiles that it defines elsewhere. */
export interface GuideBenchmarkStats {
  iterations: number
  minSeconds: number
  maxSeconds: number
  meanSeconds: number
  medianSeconds: number
  /** Of the sample (n - 1); 0 for a single time, as in the guide. */
  standardDeviationSeconds: number
  p95Seconds: number
  p99Seconds: number
}

/** min_time ... std_dev of the guide, and its p95 and p99. Throws OperatorError on no or non-finite times. */
export function guideBenchmarkStats(timesSeconds: readonly number[]): GuideBenchmarkStats {
  assertValues(timesSeconds, 'A benchmark')
  const ordered = sorted(timesSeconds)
  return {
    iterations: ordered.length,
    minSeconds: ordered[0] ?? Number.NaN,
    maxSeconds: ordered.at(-1) ?? Number.NaN,
    meanSeconds: mean(timesSeconds),
    medianSeconds: medianOfSorted(ordered),
    standardDeviationSeconds: standardDeviation(timesSeconds),
    p95Seconds: guidePercentile(timesSeconds, 95),
    p99Seconds: guidePercentile(timesSeconds, 99),
  }
}

/**
 * The guide's percentile (p from 0 to 100): sorted[int(p / 100 * n)], held at the last value, where the guide's own index runs
 * past the end at p = 100. Throws OperatorError on other p, and on no or non-finite values.
 */
export function guidePercentile(values: readonly number[], p: number): number {
  assertValues(values)
  if (!(p >= 0 && p <= 100))
    throw new OperatorError({
      sentence: `A percentile lies from 0 to 100, got ${p}.`,
      hint: 'Write 95 for the 95th percentile.',
    })
  const index = Math.min(values.length - 1, Math.trunc((p / 100) * values.length))
  return sorted(values)[index] ?? Number.NaN
}
