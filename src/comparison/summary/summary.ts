import type { Caution } from './cautions.ts'

/** What may be said of the samples of one benchmark. Times are those of one operation. */
export interface BenchmarkSummary {
  name: string
  samples: number
  operationsPerSample: number
  medianSeconds: number
  /** Exact, between order statistics, at `confidence` (less than 95 % where there are fewer than 6 samples). */
  lowSeconds: number
  highSeconds: number
  confidence: number
  /** 1 / median: what one caller would get, not a measured rate. */
  operationsPerSecond: number
  meanSeconds: number
  standardDeviationSeconds: number
  /** Standard deviation / mean. */
  coefficientOfVariation: number
  /** Unscaled. */
  madSeconds: number
  minSeconds: number
  maxSeconds: number
  p75Seconds: number
  p90Seconds: number
  p95Seconds: number
  /** Null under 100 samples. */
  p99Seconds: number | null
  /** Labelled, never dropped: by Tukey's fences, and by hyperfine's rule of ten standard deviations. */
  outliers: { mild: number; severe: number; extreme: number }
  firstSeconds: number | null
  /** Change from the first to the last sample along Theil and Sen's line, with the p of Mann and Kendall; null without order. */
  drift: { change: number; p: number } | null
  /** Of samples with the next ones; null without order. */
  autocorrelation: number | null
  errors: number
  firstError: string | null
  heapBytesPerOperation: number | null
  cautions: Caution[]
}
