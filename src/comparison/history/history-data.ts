import type { Envelope, Machine, Unit } from '../../core/index.ts'
import type { BenchmarkTool } from '../files/index.ts'

/** What a history keeps of one measurement of one benchmark. */
export interface HistoryBenchmark {
  group: string
  name: string
  measure: string
  unit: Unit
  better: 'lower' | 'higher'
  /** The median, or the mean where a file had nothing else. */
  value: number
  /** The interval of the median at 95 %; null where there are too few samples. */
  low: number | null
  high: number | null
  n: number | null
}

/** One run: one line of a history. */
export interface HistoryRun {
  schema: 'lewis-perf/history/1'
  /** ISO 8601, UTC. */
  at: string
  commit: string | null
  tool: BenchmarkTool
  /** The fingerprint of a result of lewis-perf, or what another tool said. */
  machine: Machine | null
  stated: Readonly<Record<string, string>>
  benchmarks: HistoryBenchmark[]
}

export interface HistoryPoint {
  /** Which run of the history it is, from 1, in order of time. */
  run: number
  at: string
  commit: string | null
  value: number
  low: number | null
  high: number | null
  n: number | null
}

/** A lasting change of level. */
export interface HistoryStep {
  /** The first run of the new level. */
  run: number
  at: string
  commit: string | null
  /** Means of the levels beside it. */
  before: number
  after: number
  /** after / before - 1 with its interval at 95 %; from a level of 0, of which there is no share, 1 up or -1 down. */
  change: number
  low: number
  high: number
  p: number
  isWorse: boolean
}

/** One measurement of one benchmark on one machine, in order of time. */
export interface HistorySeries {
  group: string
  name: string
  measure: string
  unit: Unit
  better: 'lower' | 'higher'
  /** In words, which two machines that differ in a detail may share. */
  machine: string
  points: HistoryPoint[]
  steps: HistoryStep[]
}

/** The answer of `bench history show` and `check`. */
export interface HistoryData {
  file: string
  runs: number
  series: HistorySeries[]
  /** What `check` was asked to judge; null for `show`. */
  check: { tolerance: number; last: number; verdict: 'pass' | 'fail' | 'inconclusive' } | null
}

/** The answer of `bench history add`. */
export interface HistoryAddData {
  file: string
  added: HistoryRun[]
}

/** A whole `bench history` result, as `--json` prints it; without data where it ended in an error. */
export type BenchHistoryResult = Envelope<HistoryData | HistoryAddData | null>
