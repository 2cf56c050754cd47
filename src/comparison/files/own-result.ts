import { type Envelope, parseSavedResult } from '../../core/index.ts'
import { fileProblem } from './file-problem.ts'
import type { FailedBenchmark, ReadFile, Reading } from './imported.ts'
import { isObject, listAt, numberAt, numbersAt, textAt } from './json-field.ts'

/**
 * Results of `bench` as lewis-perf saves them: the samples under `data.benchmarks`. Null for what is no result of lewis-perf.
 * Throws OperatorError (exit 2) for a damaged one, one of another command, or of a run that failed.
 */
export function readOwnResult(value: unknown, source: string, text: string): ReadFile | null {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (!isObject(first) || !String(first.schema).startsWith('lewis-perf/') || 'at' in first) return null
  const envelopes = parseSavedResult(text, source)
  const [envelope] = envelopes
  if (envelope === undefined) return null
  if (envelopes.length > 1) {
    throw fileProblem(
      source,
      `holds ${envelopes.length} results`,
      'Give a file of one run of lewis-perf bench.',
    )
  }
  return benchmarksOf(envelope, source)
}

function benchmarksOf(envelope: Envelope, source: string): ReadFile {
  const list = listAt(envelope.data, 'benchmarks')
  if (envelope.error !== null) {
    throw fileProblem(
      source,
      `is the result of a run that failed: ${envelope.error.sentence}`,
      envelope.error.hint,
    )
  }
  if (list === null) {
    const isBench = envelope.command === 'bench'
    throw fileProblem(
      source,
      isBench
        ? 'is a sweep, a gate or a self-test of lewis-perf bench, which has no benchmarks to compare'
        : `is a result of lewis-perf ${envelope.command}, which measures no benchmarks`,
      isBench
        ? 'Give what lewis-perf bench measured of suites or commands alone.'
        : 'Give a result of lewis-perf bench.',
    )
  }
  const readings: Reading[] = []
  const failed: FailedBenchmark[] = []
  const warnings = envelope.interrupted
    ? ['the run was interrupted, so that some benchmarks may be missing']
    : []
  for (const item of list) {
    const name = textAt(item, 'name')
    if (name === null) throw damaged(source, 'a benchmark without a name')
    const samples = numbersAt(item, 'seconds')
    if (samples === null) throw damaged(source, `${name}, whose seconds are no list of numbers`)
    const errors = numberAt(item, 'errors') ?? 0
    const said = textAt(item, 'firstError') ?? 'an error'
    if (samples.length === 0)
      failed.push({ group: '', name, because: errors > 0 ? `threw ${said}` : 'has no samples' })
    else readings.push({ name, measure: 'time', unit: 'seconds', better: 'lower', samples })
    if (samples.length > 0 && errors > 0) warnings.push(`${name} threw ${errors} times, at first ${said}`)
  }
  return {
    tool: 'lewis-perf',
    readings,
    failed,
    machine: envelope.machine,
    measuredAt: envelope.startedAt,
    warnings,
  }
}

function damaged(source: string, what: string): Error {
  return fileProblem(
    source,
    `is a damaged result: it has ${what}`,
    'Measure again with lewis-perf bench -o FILE.json.',
  )
}
