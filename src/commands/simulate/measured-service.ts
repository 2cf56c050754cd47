import { OperatorError, parseSavedResult } from '../../core/index.ts'
import { runFromSaved } from '../../load/index.ts'
import { addHistogram, type HdrHistogram, hdrHistogram, hdrStretches } from '../../metrics/index.ts'
import type { ServiceModel } from '../../simulation/index.ts'
import type { LoadtestData, SavedRun } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'

/** Service times out of a load test, and what to doubt in them. */
export interface MeasuredService {
  service: ServiceModel
  answers: number
  doubts: string[]
}

const hint =
  'Give the JSON of a loadtest, best of one user alone: lewis-perf loadtest URL --users 1 --json > one.json.'

/** Fewer answers do not tell a p99. */
const fewAnswers = 1000

/**
 * The times from sending to the last byte of all good answers, or of those to `request`. Throws OperatorError (exit 2) where the file has
 * none.
 */
export function measuredService(
  file: string,
  request: string | undefined,
  context: Context,
): MeasuredService {
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
  const times = timesIn(data.run, request, name)
  return {
    service: {
      kind: 'empirical',
      stretches: hdrStretches(times).map(({ from, to, count }) => ({
        fromSeconds: from / 1e6,
        toSeconds: to / 1e6,
        count,
      })),
    },
    answers: times.total,
    doubts: [
      ...(isAlone(data.run)
        ? []
        : [
            `The answers in ${name} may have waited at the target: what is measured with --users 1 is service alone.`,
          ]),
      ...(times.total < fewAnswers
        ? [`${name} holds ${times.total} answers only: measure at least ${fewAnswers} for a p99.`]
        : []),
    ],
  }
}

function timesIn(saved: SavedRun, request: string | undefined, name: string): HdrHistogram {
  const { cells } = runFromSaved(saved).tally
  const names = [...new Set(cells.filter(({ isPoll }) => !isPoll).map((cell) => cell.request))]
  if (request !== undefined && !names.includes(request))
    throw new OperatorError({
      sentence: `${name} has no request ${request}.`,
      hint: `It has ${names.join(', ')}.`,
    })
  const all = hdrHistogram()
  for (const cell of cells)
    if (!cell.isPoll && cell.ok > 0 && (request === undefined || cell.request === request))
      addHistogram(all, cell.fromSend)
  if (all.total === 0) throw new OperatorError({ sentence: `Nothing in ${name} was answered well.`, hint })
  return all
}

function isAlone({ model }: SavedRun): boolean {
  return model.kind === 'closed' && model.users === 1 && model.pipelining === 1
}
