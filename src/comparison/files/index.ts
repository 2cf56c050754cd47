// Files of benchmarks, whichever tool wrote them, in one form.
export type {
  BenchmarkTool,
  FailedBenchmark,
  ImportedBenchmark,
  ImportedFile,
  ImportedSummary,
} from './imported.ts'
export { keyOf } from './pooled.ts'
export { readBenchmarkFile, type Side } from './read-benchmark-file.ts'
