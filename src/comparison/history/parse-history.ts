import { OperatorError } from '../../core/index.ts'
import type { HistoryRun } from './history-data.ts'
import { historyRunProblem } from './history-run-problem.ts'

/** A history as it was read: the runs in order of time. */
export interface History {
  runs: HistoryRun[]
  warnings: string[]
}

const schema = 'lewis-perf/history/1'

/**
 * The runs in the text of a history, JSON lines of schema lewis-perf/history/1. A line that a crash cut off is left out with a
 * warning, also once other lines follow it. Throws OperatorError (exit 2) for a line of anything else, and for no run at all.
 */
export function parseHistory(text: string, source: string): History {
  const runs: HistoryRun[] = []
  const warnings: string[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue
    const run = runOf(line, `${source}:${index + 1}`)
    if (run === null) warnings.push(`${source}:${index + 1} was cut off, as by a crash, and is left out.`)
    else runs.push(run)
  }
  if (runs.length === 0) {
    throw new OperatorError({
      sentence: `${source} holds no run${warnings.length > 0 ? ': what is in it is no JSON' : ''}.`,
      hint: 'Add one with lewis-perf bench history add FILE --history HISTORY.jsonl.',
    })
  }
  return { runs: runs.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)), warnings }
}

function runOf(line: string, where: string): HistoryRun | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const problem = historyRunProblem(value, schema)
  if (problem === null) return value as HistoryRun
  throw new OperatorError({
    sentence: `${where} is no run of a history: ${problem}.`,
    hint: `Give a file that lewis-perf bench history add wrote, of schema ${schema}.`,
  })
}
