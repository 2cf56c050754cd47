import { OperatorError } from '../../core/index.ts'
import {
  autocorrelation,
  madOutliers,
  mannKendall,
  mean,
  medianAbsoluteDeviation,
  medianInterval,
  quantile,
  standardDeviation,
  theilSen,
  tukeyOutliers,
} from '../../metrics/index.ts'
import type { Measured } from '../measured.ts'
import { cautionsOf } from './cautions.ts'
import type { BenchmarkSummary } from './summary.ts'

/** All figures of one benchmark, with what has to be known about them. Throws OperatorError (exit 3) where nothing was measured. */
export function summarise(measured: Measured): BenchmarkSummary {
  const { name, seconds, isOrdered } = measured
  if (seconds.length === 0)
    throw new OperatorError({
      sentence: `Nothing was measured of ${JSON.stringify(name)}${measured.firstError === null ? '' : `: ${measured.firstError}`}.`,
      hint: 'Mend the benchmark and run it again.',
      exitCode: 3,
    })
  const { median, low, high, confidence } = medianInterval(seconds)
  const average = mean(seconds)
  const deviation = standardDeviation(seconds)
  const tukey = tukeyOutliers(seconds)
  const figures: Omit<BenchmarkSummary, 'cautions'> = {
    name,
    samples: seconds.length,
    operationsPerSample: measured.operationsPerSample,
    medianSeconds: median,
    lowSeconds: low,
    highSeconds: high,
    confidence,
    operationsPerSecond: 1 / median,
    meanSeconds: average,
    standardDeviationSeconds: deviation,
    coefficientOfVariation: average === 0 ? 0 : deviation / average,
    madSeconds: medianAbsoluteDeviation(seconds),
    minSeconds: quantile(seconds, 0),
    maxSeconds: quantile(seconds, 1),
    p75Seconds: quantile(seconds, 0.75),
    p90Seconds: quantile(seconds, 0.9),
    p95Seconds: quantile(seconds, 0.95),
    p99Seconds: seconds.length < 100 ? null : quantile(seconds, 0.99),
    outliers: {
      mild: tukey.filter(({ severity }) => severity === 'mild').length,
      severe: tukey.filter(({ severity }) => severity === 'severe').length,
      extreme: madOutliers(seconds).filter(({ extreme }) => extreme).length,
    },
    firstSeconds: measured.firstSeconds,
    drift: isOrdered && seconds.length >= 10 ? driftOf(seconds, median) : null,
    autocorrelation: isOrdered && seconds.length >= 10 ? autocorrelation(seconds) : null,
    errors: measured.errors,
    firstError: measured.firstError,
    heapBytesPerOperation: measured.heapBytesPerOperation,
  }
  return { ...figures, cautions: cautionsOf(figures, measured) }
}

function driftOf(seconds: readonly number[], median: number): { change: number; p: number } {
  return {
    change: (theilSen(seconds).slope * (seconds.length - 1)) / median,
    p: mannKendall(seconds).p,
  }
}
