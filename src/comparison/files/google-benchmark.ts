import { exactly } from './go-unit.ts'
import type { FailedBenchmark, ImportedSummary, ReadFile, Reading } from './imported.ts'
import { fieldAt, isObject, listAt, numberAt, textAt } from './json-field.ts'

const unitSeconds: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1 }
const measures = [
  { field: 'real_time', measure: 'time' },
  { field: 'cpu_time', measure: 'CPU time' },
] as const
const statedFields = ['host_name', 'num_cpus', 'library_build_type'] as const
const aggregateEnding = /_(mean|median|stddev|cv|BigO|RMS)$/

interface Row {
  name: string
  aggregate: string | null
  value: Record<string, unknown>
}

/**
 * Google Benchmark's JSON: wall and CPU time of each repetition; where only aggregates were written, their mean, median and
 * deviation. Complexity fits and other aggregates are no measurements. Null for another file.
 */
export function readGoogleBenchmark(value: unknown): ReadFile | null {
  const list = listAt(value, 'benchmarks')
  if (list === null || !list.every(isObject)) return null
  if (!isObject(fieldAt(value, 'context')) && !list.some(isGoogleRow)) return null
  const rows = list.flatMap((item) => rowOf(item) ?? [])
  const failed = rows.filter(({ value: row }) => row.error_occurred === true)
  const repetitions = rows.filter(
    ({ aggregate, value: row }) => aggregate === null && row.error_occurred !== true,
  )
  const measured = new Set(repetitions.map(({ name }) => name))
  const aggregates = rows.filter(({ aggregate, name }) => aggregate !== null && !measured.has(name))
  const untimed = repetitions.filter((row) => readingsOf(row).length === 0).length
  return {
    tool: 'google-benchmark',
    readings: [...repetitions.flatMap(readingsOf), ...summarised(aggregates)],
    failed: failed.map(failureOf),
    stated: statedOf(fieldAt(value, 'context')),
    measuredAt: isoDate(textAt(fieldAt(value, 'context'), 'date')),
    warnings: untimed === 0 ? [] : [`${untimed} rows without a time are left out`],
  }
}

function isGoogleRow(row: Record<string, unknown>): boolean {
  return 'real_time' in row || 'cpu_time' in row || 'run_type' in row
}

function rowOf(value: unknown): Row | null {
  const full = textAt(value, 'name')
  if (!isObject(value) || full === null) return null
  const name = textAt(value, 'run_name') ?? full
  if (value.run_type === 'aggregate') {
    return {
      name: name.replace(aggregateEnding, ''),
      aggregate: textAt(value, 'aggregate_name') ?? 'unnamed',
      value,
    }
  }
  // Files from before 2018 have no run_type: a complexity fit is told by its ending alone.
  const ending = value.run_type === undefined ? (aggregateEnding.exec(full)?.[1] ?? null) : null
  return { name: ending === null ? name : full.replace(aggregateEnding, ''), aggregate: ending, value }
}

function readingsOf({ name, value }: Row): Reading[] {
  return measures.flatMap(({ field, measure }) => {
    const seconds = secondsOf(value, field)
    return seconds === null ? [] : [{ ...timeOf(name, measure), samples: [seconds] }]
  })
}

function secondsOf(value: Record<string, unknown>, field: string): number | null {
  const time = numberAt(value, field)
  const factor = unitSeconds[textAt(value, 'time_unit') ?? 'ns']
  return time === null || time < 0 || factor === undefined ? null : exactly(time * factor)
}

function timeOf(name: string, measure: string): Omit<Reading, 'samples'> {
  return { name, measure, unit: 'seconds', better: 'lower' }
}

function summarised(rows: readonly Row[]): Reading[] {
  const names = [...new Set(rows.map(({ name }) => name))]
  return names.flatMap((name) => {
    const own = rows.filter((row) => row.name === name)
    return measures.flatMap(({ field, measure }) => {
      const summary = summaryOf(own, field)
      return summary.mean === null && summary.median === null
        ? []
        : [{ ...timeOf(name, measure), samples: [], summary }]
    })
  })
}

function summaryOf(rows: readonly Row[], field: string): ImportedSummary {
  const aggregate = (wanted: string): number | null => {
    const row = rows.find((candidate) => candidate.aggregate === wanted)
    return row === undefined ? null : secondsOf(row.value, field)
  }
  return {
    n: rows.map(({ value }) => numberAt(value, 'repetitions')).find((count) => count !== null) ?? null,
    mean: aggregate('mean'),
    standardDeviation: aggregate('stddev'),
    median: aggregate('median'),
  }
}

function failureOf({ name, value }: Row): FailedBenchmark {
  return { group: '', name, because: `failed: ${textAt(value, 'error_message') ?? 'without a message'}` }
}

function statedOf(context: unknown): Record<string, string> {
  const stated: Record<string, string> = {}
  for (const field of statedFields) {
    const value = fieldAt(context, field)
    if (typeof value === 'string' || typeof value === 'number') stated[field] = String(value)
  }
  const caches = fieldAt(context, 'caches')
  if (Array.isArray(caches) && caches.length > 0) stated.caches = JSON.stringify(caches)
  return stated
}

/** Older versions wrote local time without a zone: that names no moment. */
function isoDate(date: string | null): string | null {
  if (date === null || !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(date)) return null
  const at = Date.parse(date)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
