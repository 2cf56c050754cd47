import { OperatorError, suggestion } from '../../core/index.ts'
import type { HistoryRun } from './history-data.ts'

/** That a history has no benchmark called `name`, with what was probably meant. */
export function noSuchBenchmark(name: string, runs: readonly HistoryRun[]): OperatorError {
  const names = [...new Set(runs.flatMap(({ benchmarks }) => benchmarks.map((benchmark) => benchmark.name)))]
  return new OperatorError({
    sentence: `The history has no benchmark ${name}.`,
    hint: suggestion(name, names, 'Leave --benchmark out to see all of them.'),
  })
}
