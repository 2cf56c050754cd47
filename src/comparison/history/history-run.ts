import { medianInterval } from '../../metrics/index.ts'
import type { ImportedBenchmark, ImportedFile } from '../files/index.ts'
import type { HistoryBenchmark, HistoryRun } from './history-data.ts'

const confidence = 0.95

/** The line that a history keeps of one file, measured `at` (ISO 8601). */
export function historyRun(
  file: ImportedFile,
  { at, commit }: { at: string; commit: string | null },
): HistoryRun {
  return {
    schema: 'lewis-perf/history/1',
    at,
    commit,
    tool: file.tool,
    machine: file.machine,
    stated: file.stated,
    benchmarks: file.benchmarks.flatMap((benchmark) => kept(benchmark) ?? []),
  }
}

function kept({ samples, summary, ...benchmark }: ImportedBenchmark): HistoryBenchmark | null {
  if (samples.length === 0) {
    const value = summary?.median ?? summary?.mean ?? null
    return value === null ? null : { ...benchmark, value, low: null, high: null, n: summary?.n ?? null }
  }
  const { median, low, high, confidence: attained } = medianInterval(samples, confidence)
  const isWide = attained < confidence
  return {
    ...benchmark,
    value: median,
    low: isWide ? null : low,
    high: isWide ? null : high,
    n: samples.length,
  }
}
