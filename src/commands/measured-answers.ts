import { OperatorError, parseSavedResult } from '../core/index.ts'
import { runFromSaved } from '../load/index.ts'
import { addHistogram, type HdrHistogram, hdrHistogram } from '../metrics/index.ts'
import type { LoadtestData, SavedRun } from '../traffic/index.ts'
import type { Context } from './command.ts'
import { readInput } from './read-input.ts'

/** What a load test was answered. */
export interface MeasuredAnswers {
  /** Of the file, for messages. */
  name: string
  /** Microseconds from sending to the last byte, of good answers; at least one. */
  times: HdrHistogram
  /** One user alone: nothing of its own waits at the target. */
  isAlone: boolean
}

const hint =
  'Give the JSON of a loadtest, best of one user alone: lewis-perf loadtest URL --users 1 --json > one.json.'

/**
 * The good answers of a saved `loadtest`, all or those to `request`; polls, which ask how far a job is, do not count. Throws OperatorError
 * (exit 2) where the file has none.
 */
export function measuredAnswers(
  file: string,
  request: string | undefined,
  context: Context,
): MeasuredAnswers {
  const name = file === '-' ? 'standard input' : file
  const [result, second] = parseSavedResult(readInput(file, hint, context), name)
  if (result === undefined || second !== undefined)
    throw new OperatorError({ sentence: `${name} holds several results.`, hint })
  const data = result.data as LoadtestData | null
  if (result.command !== 'loadtest' || data?.run === undefined)
    throw new OperatorError({
      sentence: `${name} is a result of ${result.command} without answers that were counted.`,
      hint,
    })
  return { name, times: timesIn(data.run, request, name), isAlone: isAlone(data.run) }
}

function timesIn(saved: SavedRun, request: string | undefined, name: string): HdrHistogram {
  const cells = runFromSaved(saved).tally.cells.filter(({ isPoll }) => !isPoll)
  const names = [...new Set(cells.map((cell) => cell.request))]
  if (request !== undefined && !names.includes(request))
    throw new OperatorError({
      sentence: `${name} has no request ${request}.`,
      hint: `It has ${names.join(', ')}.`,
    })
  const all = hdrHistogram()
  for (const cell of cells)
    if (cell.ok > 0 && (request === undefined || cell.request === request)) addHistogram(all, cell.fromSend)
  if (all.total === 0) throw new OperatorError({ sentence: `Nothing in ${name} was answered well.`, hint })
  return all
}

function isAlone({ model }: SavedRun): boolean {
  return model.kind === 'closed' && model.users === 1 && model.pipelining === 1
}
