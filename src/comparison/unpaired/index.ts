// Two files of benchmarks that were measured at different times: tests, intervals, and what they could have shown.
export type {
  BenchCompareResult,
  BenchmarkVerdict,
  CompareData,
  ComparedBenchmark,
  ComparedFile,
  ComparedSide,
  CompareRules,
  ComparisonTest,
  RelativeChange,
} from './compare-data.ts'
export { compareFiles, type NamedFile } from './compare-files.ts'
export { type Shift, shiftInterval } from './shift-interval.ts'
