import type { Envelope, Unit } from '../../core/index.ts'
import type { BenchmarkTool } from '../files/index.ts'

/** What a comparison is judged by. */
export interface CompareRules {
  /** A slowdown counts only beyond it. */
  tolerance: number
  /** A benchmark passes when a slowdown as large as this can be excluded. */
  detect: number
  allowRemoved: boolean
  allowCrossMachine: boolean
}

/** One sample, or what a file says of one. */
export interface ComparedSide {
  /** Null where the file does not say. */
  n: number | null
  median: number | null
  /** The interval of the median at 95 %, or null where there are too few values for it. */
  low: number | null
  high: number | null
  /** Known where a file has no samples. */
  mean: number | null
}

/** A relative change with its interval at `confidence` or more; the ends are null where nothing bounds them. */
export interface RelativeChange {
  estimate: number
  low: number | null
  high: number | null
  confidence: number | null
}

export type ComparisonTest = 'Mann-Whitney, exact' | 'Mann-Whitney, normal' | 'Welch'
export type BenchmarkVerdict = 'slower' | 'unchanged' | 'faster' | 'inconclusive'

/** One measurement of one benchmark in both files. */
export interface ComparedBenchmark {
  group: string
  name: string
  measure: string
  unit: Unit
  better: 'lower' | 'higher'
  /** `slower` and `faster` mean worse and better where no time was measured. */
  verdict: BenchmarkVerdict
  because: string
  old: ComparedSide
  new: ComparedSide
  /** new / old of the medians, of the means where a file has no medians. */
  ratio: number | null
  /** Of the value itself, by the Hodges-Lehmann shift of logarithms, or of means by Welch. */
  change: RelativeChange | null
  /** The same as harm: positive is worse, also where more is better. */
  worsening: RelativeChange | null
  test: ComparisonTest | null
  /** Two-sided, and adjusted over all measurements of both files by Holm. */
  p: number | null
  adjustedP: number | null
  /** The smallest change that samples like these show in 95 of 100 comparisons. */
  minimumDetectableEffect: number | null
  samplesNeeded: { effect: number; samples: number }[]
}

export interface ComparedFile {
  file: string
  tool: BenchmarkTool
  measuredAt: string | null
}

/** The answer of `bench compare`. */
export interface CompareData {
  /** The two files were measured at different times: no run of one has its partner in the other. */
  design: 'unpaired'
  /** Measured on different machines: nothing fails. */
  advisory: boolean
  verdict: 'pass' | 'fail' | 'inconclusive'
  tolerance: number
  detect: number
  alpha: number
  old: ComparedFile
  new: ComparedFile
  machineDifferences: string[]
  benchmarks: ComparedBenchmark[]
  added: string[]
  removed: string[]
  failed: { name: string; because: string }[]
}

/** A whole `bench compare` result, as `--json` prints it; without data where it ended in an error. */
export type BenchCompareResult = Envelope<CompareData | null>
