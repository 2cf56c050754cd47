import { fileProblem } from './file-problem.ts'
import type { FailedBenchmark, ReadFile, Reading } from './imported.ts'
import { fieldAt, isObject, listAt, textAt } from './json-field.ts'
import { latencyOf, tinybenchReading } from './tinybench-statistics.ts'

const howToSave =
  'Save names and results: JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result }))), with retainSamples: true.'

/**
 * Tasks of tinybench 2 to 6 as JSON, in a list or under `tasks` or `results`: each `{ name, result }` or the result with a
 * name in it. Null for another file. Throws OperatorError (exit 2) for results without names.
 */
export function readTinybench(value: unknown, source: string): ReadFile | null {
  const tasks = Array.isArray(value) ? value : (listAt(value, 'tasks') ?? listAt(value, 'results'))
  if (tasks === null) return null
  const objects = tasks.filter(isObject)
  // What JSON.stringify leaves of a task since version 4, and of a bench.
  if (objects.length > 0 && objects.every((task) => Object.keys(task).length === 0)) {
    throw fileProblem(source, 'holds empty tasks: tinybench keeps their results out of JSON', howToSave)
  }
  const results = objects.filter(isTinybench)
  if (results.length === 0) return null
  if (results.every((task) => nameOf(task) === null)) {
    throw fileProblem(source, 'holds results of tinybench without their names', howToSave)
  }
  const readings: Reading[] = []
  const failed: FailedBenchmark[] = []
  for (const task of results) {
    const name = nameOf(task)
    if (name === null) continue
    const result = fieldAt(task, 'result') ?? task
    const problem = problemOf(result)
    const reading = problem === null ? tinybenchReading(name, latencyOf(result)) : null
    if (reading !== null) readings.push(reading)
    else failed.push({ group: '', name, because: problem ?? 'has no result' })
  }
  return { tool: 'tinybench', readings, failed }
}

function isTinybench(task: Record<string, unknown>): boolean {
  const result = fieldAt(task, 'result') ?? task
  if (!isObject(result)) return false
  return (
    isObject(result.latency) || 'hz' in result || 'rme' in result || 'state' in result || 'error' in result
  )
}

function nameOf(task: unknown): string | null {
  return textAt(task, 'name') ?? textAt(task, 'taskName')
}

function problemOf(result: unknown): string | null {
  const error = fieldAt(result, 'error')
  if (error !== undefined && error !== null) {
    return `threw ${textAt(error, 'message') ?? (typeof error === 'string' ? error : 'an error')}`
  }
  const state = textAt(result, 'state')
  return state === 'errored' || state === 'aborted' || state === 'not-started' ? `ended as ${state}` : null
}
