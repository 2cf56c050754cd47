import { OperatorError, type Outcome, parseSavedResult, parseSlo } from '../../core/index.ts'
import { hdrLog, runFromSaved, savedRun } from '../../load/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type LoadRun, type LoadtestData, mergeRuns, presentRun } from '../../traffic/index.ts'
import { type Context, defineCommand, outputFile, value } from '../command.ts'
import { readInput } from '../read-input.ts'
import { limitsOf } from './limits-of.ts'

/** Begins further apart than this are said to be. */
const tolerableSkewSeconds = 0.1

/** Several generators' results as one. */
export const command = defineCommand({
  name: 'loadtest merge',
  summary: 'join the results of several generators into one',
  about: [
    'Takes results that loadtest wrote with --json or -o FILE.json: counts and histograms are added up bucket by bucket,',
    'so that the percentiles are those of all requests, as one generator would have seen them.',
  ],
  options: {
    slo: value('--slo <terms>', "limits for all together, as 'p95<300ms, errors<0.1%'", parseSlo),
    hdr: outputFile('--hdr <file>', 'latencies of each second as a histogram log (.hlog, V2)', (text) => ({
      ok: true,
      value: text,
    })),
  },
  operands: [{ name: 'file', description: 'results of loadtest', required: true, variadic: true }],
  examples: [
    {
      command: "lewis-perf loadtest merge a.json b.json --slo 'p99<200ms'",
      shows: 'both generators as one run',
    },
  ],
  exitCodes: {
    0: 'joined; every limit holds',
    1: 'a limit does not hold',
    2: 'a file is no result of loadtest, or they are of different models',
    3: 'a limit could not be judged',
    130: 'interrupted',
  },
  async run(input, context): Promise<Outcome<LoadtestData>> {
    const runs = context.operands.flatMap((file) => runsIn(file, context))
    if (new Set(runs.map(({ plan }) => plan.model.kind)).size > 1)
      throw new OperatorError({
        sentence: 'The results are of both models, open and closed, which have no latency in common.',
        hint: 'Join results of one plan.',
      })
    const { run, skewSeconds } = mergeRuns(runs)
    const { terms, remarks } = limitsOf(input, await context.profile())
    const outcome = presentRun(run, terms)
    return {
      ...outcome,
      data: { ...outcome.data, run: savedRun(run) },
      warnings: [...outcome.warnings, ...skewWarning(runs.length, skewSeconds), ...remarks],
      ...(input.hdr === undefined
        ? {}
        : { documents: [{ name: 'latency', mediaType: 'text/plain', text: hdrLog(run), file: input.hdr }] }),
    }
  },
})

function skewWarning(generators: number, seconds: number): string[] {
  if (seconds <= tolerableSkewSeconds) return []
  return [
    `The ${generators} generators began up to ${formatQuantity(seconds, 'seconds')} apart: the load of all together was less than planned at both ends.`,
  ]
}

function runsIn(file: string, context: Context): LoadRun[] {
  const text = readInput(file, 'Give a file that loadtest wrote with --json or -o FILE.json.', context)
  const name = file === '-' ? 'standard input' : file
  return parseSavedResult(text, name).map(({ command: made, data }) => {
    const run = (data as LoadtestData | null)?.run
    if (made.startsWith('loadtest') && run !== undefined) return runFromSaved(run)
    throw new OperatorError({
      sentence: `${name} holds a result of ${made} without a load test in it.`,
      hint: 'Give the JSON result of a loadtest.',
    })
  })
}
