// Benchmarks over time: one line a run, series by machine, steps in their level.
export { checkHistory, type HistoryRules } from './check-history.ts'
export type {
  BenchHistoryResult,
  HistoryAddData,
  HistoryBenchmark,
  HistoryData,
  HistoryPoint,
  HistoryRun,
  HistorySeries,
  HistoryStep,
} from './history-data.ts'
export { historyRun } from './history-run.ts'
export { type History, parseHistory } from './parse-history.ts'
export { showHistory } from './show-history.ts'
