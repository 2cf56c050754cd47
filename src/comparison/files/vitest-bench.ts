import type { FailedBenchmark, ReadFile, Reading } from './imported.ts'
import { listAt, textAt } from './json-field.ts'
import { tinybenchReading } from './tinybench-statistics.ts'

/** A file of `vitest bench --outputJson`: mean, deviation and count of each benchmark, rarely its samples. Null for another. */
export function readVitestBench(value: unknown): ReadFile | null {
  const files = listAt(value, 'files')
  if (files === null || !files.every((file) => listAt(file, 'groups') !== null)) return null
  const readings: Reading[] = []
  const failed: FailedBenchmark[] = []
  for (const group of files.flatMap((file) => listAt(file, 'groups') ?? [])) {
    for (const benchmark of listAt(group, 'benchmarks') ?? []) {
      const own = textAt(benchmark, 'name')
      if (own === null) continue
      const path = textAt(group, 'fullName')
      const name = path === null ? own : `${path} > ${own}`
      const reading = tinybenchReading(name, benchmark)
      if (reading === null) failed.push({ group: '', name, because: 'has no result' })
      else readings.push(reading)
    }
  }
  return { tool: 'vitest', readings, failed }
}
