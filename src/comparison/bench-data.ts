import type { Unit } from '../core/index.ts'
import { medianAbsoluteDeviation, medianInterval } from '../metrics/index.ts'

/** One thing that was measured: the median of its samples with an interval, in `unit`. */
export interface BenchCase {
  name: string
  unit: Unit
  median: number
  low: number
  high: number
  /** Unscaled. */
  mad: number
  samples: number
}

/** One thing compared with another. Changes are relative: .05 is 5 % slower. */
export interface BenchComparison {
  name: string
  verdict: 'regression' | 'improvement' | 'no-regression' | 'inconclusive' | 'contaminated'
  estimate: number
  low: number
  high: number
  /** Adjusted where several are judged together. */
  p: number
  pairs: number
  /** The smallest slowdown that so many pairs can find. */
  detectable: number
}

/** What the data of every result of `bench` holds at least, whatever it measured. */
export interface BenchData {
  cases: BenchCase[]
  /** Of a sweep. */
  points?: { concurrency: number; throughput: number; latencyP50Seconds: number; latencyP99Seconds: number }[]
  comparisons: BenchComparison[]
}

/** A case from its samples. Throws OperatorError on none, and on one that is not finite. */
export function caseOf(name: string, samples: readonly number[], unit: Unit = 'seconds'): BenchCase {
  const { median, low, high } = medianInterval(samples)
  return { name, unit, median, low, high, mad: medianAbsoluteDeviation(samples), samples: samples.length }
}
