import { OperatorError } from '../../core/index.ts'

/** `source` cannot be used because of `problem` ("is not JSON"): an error with exit code 2. */
export function fileProblem(source: string, problem: string, hint: string, cause?: unknown): OperatorError {
  return new OperatorError({ sentence: `${source} ${problem}.`, hint, cause })
}

/** The tools whose files are read, and how each writes them. */
export const howToWriteFiles =
  'Give a result of lewis-perf bench (-o FILE.json), hyperfine --export-json, vitest bench --outputJson, ' +
  'go test -bench, benchstat, Google Benchmark --benchmark_format=json, or bench.tasks of tinybench as JSON.'
