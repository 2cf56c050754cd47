import { medianInterval } from '../../metrics/index.ts'
import type { ImportedBenchmark } from '../files/index.ts'
import type { ComparedSide } from './compare-data.ts'

const confidence = 0.95

/** The median of a benchmark with its exact interval, or what its file says in place of samples. */
export function comparedSide({ samples, summary }: ImportedBenchmark): ComparedSide {
  if (samples.length === 0) {
    return {
      n: summary?.n ?? null,
      median: summary?.median ?? null,
      low: null,
      high: null,
      mean: summary?.mean ?? null,
    }
  }
  const interval = medianInterval(samples, confidence)
  const isWide = interval.confidence < confidence
  return {
    n: samples.length,
    median: interval.median,
    low: isWide ? null : interval.low,
    high: isWide ? null : interval.high,
    mean: null,
  }
}
