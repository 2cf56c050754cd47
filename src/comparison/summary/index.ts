// What the samples of a benchmark say: figures, cautions, tables and charts.
export type { Caution } from './cautions.ts'
export { type Comparison, comparedWithFastest, timesInWords } from './fastest.ts'
export { type Presented, presentBenchmarks } from './present-benchmarks.ts'
export { summarise } from './summarise.ts'
export type { BenchmarkSummary } from './summary.ts'
