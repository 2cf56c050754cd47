import { OperatorError, type Outcome, parseSavedResult, parseSlo } from '../../core/index.ts'
import { assertResults, isSlice, resultsInLog, runFromSaved } from '../../load/index.ts'
import {
  joinSlices,
  type LoadRun,
  type LoadtestData,
  mergeRuns,
  presentRun,
  type SliceRun,
} from '../../traffic/index.ts'
import { type Context, defineCommand, outputFile, switchOption, value } from '../command.ts'
import { limitsOf } from '../limits-of.ts'
import { readInput } from '../read-input.ts'
import { withKeptRun } from './kept-run.ts'
import { assertDistinct, mergeDoubts } from './merge-doubts.ts'

/** Several generators' results as one. */
export const command = defineCommand({
  name: 'loadtest merge',
  summary: 'join the results of several generators into one',
  about: [
    'Takes results that loadtest wrote with --json or -o FILE.json, or with --from-logs what kubectl logs printed: counts and histograms are',
    'added up bucket by bucket, so that the percentiles are those of all requests, as one generator would have seen them.',
    'Slices of one plan that are missing are named, and their part is counted as unsent.',
  ],
  options: {
    fromLogs: switchOption(
      '--from-logs',
      'the files are logs with result lines in them; without a file: standard input',
    ),
    slo: value('--slo <terms>', "limits for all together, as 'p95<300ms, errors<0.1%'", parseSlo),
    hdr: outputFile('--hdr <file>', 'latencies of each second as a histogram log (.hlog, V2)', (text) => ({
      ok: true,
      value: text,
    })),
  },
  operands: [
    { name: 'file', description: 'results of loadtest, or logs; - for standard input', variadic: true },
  ],
  examples: [
    {
      command: "lewis-perf loadtest merge a.json b.json --slo 'p99<200ms'",
      shows: 'both generators as one run',
    },
    {
      command:
        'kubectl logs -l app.kubernetes.io/instance=JOB --tail=-1 | lewis-perf loadtest merge --from-logs',
      shows: 'the one result of all pods of a Job',
    },
  ],
  exitCodes: {
    0: 'joined; every limit holds',
    1: 'a limit does not hold',
    2: 'a file is no result of loadtest, or they are of different plans or models',
    3: 'a slice is missing, or a limit could not be judged',
    130: 'interrupted',
  },
  async run(input, context): Promise<Outcome<LoadtestData>> {
    const { run, problems, isWatched } =
      input.fromLogs === true ? { ...(await fromLogs(context)), isWatched: false } : fromResults(context)
    const { terms, remarks } = limitsOf(input, await context.profile())
    const outcome = presentRun(run, terms)
    return {
      ...withKeptRun(outcome, run, input),
      warnings: [...outcome.warnings, ...problems, ...watchWarning(isWatched), ...remarks],
    }
  },
})

async function fromLogs(context: Context): Promise<{ run: LoadRun; problems: string[] }> {
  const { operands } = context
  const hint = 'Give what kubectl logs printed.'
  const logs =
    operands.length === 0
      ? [await standardInput(context)]
      : operands.map((file) => ({ name: nameOf(file), text: readInput(file, hint, context) }))
  const found = logs.map(({ name, text }) => resultsInLog(text, name))
  const all = {
    runs: found.flatMap(({ runs }) => runs),
    problems: found.flatMap(({ problems }) => problems),
  }
  assertResults(all, logs.map(({ name }) => name).join(', '))
  return { run: joinSlices(all.runs), problems: all.problems }
}

async function standardInput({ world }: Context): Promise<{ name: string; text: string }> {
  const text = await world.standardInput()
  if (text.ok) return { name: 'standard input', text: text.value }
  throw new OperatorError({
    sentence: 'Standard input was not read.',
    hint: 'Give the logs as files, or pipe them: kubectl logs ... | lewis-perf loadtest merge --from-logs.',
  })
}

function fromResults(context: Context): { run: LoadRun; isWatched: boolean; problems: string[] } {
  const { operands } = context
  if (operands.length === 0)
    throw new OperatorError({
      sentence: 'There is nothing to join: no file was given.',
      hint: 'Give results of loadtest, or --from-logs with what kubectl logs printed.',
    })
  const found = operands.flatMap((file) =>
    resultsIn(file, context).map((result) => ({ ...result, name: nameOf(file) })),
  )
  const isWatched = found.some((one) => one.isWatched)
  const runs = found.map(({ run }) => run)
  const slices = runs.filter((run): run is SliceRun => isSlice(run))
  if (slices.length === runs.length) return { run: joinSlices(slices), isWatched, problems: [] }
  if (slices.length > 0)
    throw new OperatorError({
      sentence: `${slices.length} of the ${runs.length} results are slices of a plan, and the others are not.`,
      hint: 'Join slices with slices of the same plan.',
    })
  if (new Set(runs.map(({ plan }) => plan.model.kind)).size > 1)
    throw new OperatorError({
      sentence: 'The results are of both models, open and closed, which have no latency in common.',
      hint: 'Join results of one plan.',
    })
  assertDistinct(found)
  const run = mergeRuns(
    runs,
    found.map(({ name }) => name),
  )
  return { run, isWatched, problems: mergeDoubts(found) }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}

/** Each generator divided what the target spent for all by its own answers alone. */
function watchWarning(isWatched: boolean): string[] {
  if (!isWatched) return []
  return ['What was watched is left out: a generator knows only its own share of the answers.']
}

function resultsIn(file: string, context: Context): { run: LoadRun; isWatched: boolean }[] {
  const text = readInput(file, 'Give a file that loadtest wrote with --json or -o FILE.json.', context)
  return parseSavedResult(text, nameOf(file)).map(({ command: made, data }) => {
    const { run, watch } = (data as LoadtestData | null) ?? {}
    if (made.startsWith('loadtest') && run !== undefined)
      return { run: runFromSaved(run), isWatched: watch !== undefined }
    throw new OperatorError({
      sentence: `${nameOf(file)} holds a result of ${made} without a load test in it.`,
      hint: 'Give the JSON result of a loadtest.',
    })
  })
}
