import type { Machine, Unit } from '../../core/index.ts'

/** The tools whose files are read, as operators know them. */
export type BenchmarkTool =
  | 'lewis-perf'
  | 'hyperfine'
  | 'tinybench'
  | 'vitest'
  | 'go test'
  | 'benchstat'
  | 'google-benchmark'

/** What a file tells of values that it does not hold one by one; null where it does not say. */
export interface ImportedSummary {
  n: number | null
  mean: number | null
  /** With n - 1 in the denominator. */
  standardDeviation: number | null
  median: number | null
}

/** One measurement of one benchmark, in base units. */
export interface ImportedBenchmark {
  /** The package of `go test`; empty elsewhere. */
  group: string
  name: string
  /** What was measured: `time`, `CPU time`, `B/op`. */
  measure: string
  unit: Unit
  better: 'lower' | 'higher'
  /** The values one by one, those of repetitions under one name together; empty where only `summary` is known. */
  samples: readonly number[]
  /** Null where there are samples. */
  summary: ImportedSummary | null
}

/** A benchmark that threw, or a command that failed. */
export interface FailedBenchmark {
  group: string
  name: string
  because: string
}

/** A file of benchmarks in one form, whichever tool wrote it. */
export interface ImportedFile {
  tool: BenchmarkTool
  benchmarks: ImportedBenchmark[]
  failed: FailedBenchmark[]
  /** The fingerprint in a result of lewis-perf. */
  machine: Machine | null
  /** What other tools say of the machine, in their own words: `host_name`, `num_cpus`, `cpu`. */
  stated: Readonly<Record<string, string>>
  /** ISO 8601, where the file says when it was measured. */
  measuredAt: string | null
  warnings: string[]
}

/** One measurement as a reader meets it, before those of one name are put together. */
export interface Reading {
  group?: string
  name: string
  measure: string
  unit: Unit
  better: 'lower' | 'higher'
  samples: readonly number[]
  summary?: ImportedSummary
}

/** What one reader makes of a file. */
export interface ReadFile {
  tool: BenchmarkTool
  readings: readonly Reading[]
  failed?: FailedBenchmark[]
  machine?: Machine | null
  stated?: Readonly<Record<string, string>>
  measuredAt?: string | null
  warnings?: string[]
}
