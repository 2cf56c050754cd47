import { type Doing, OperatorError, type Outcome, type SloTerm } from '../../core/index.ts'
import { errorStorm, runLoad, type Watching } from '../../load/index.ts'
import { formatQuantity } from '../../report/index.ts'
import {
  judgeSlo,
  judgeValidity,
  type LoadPlan,
  type LoadRun,
  type LoadtestData,
  liveView,
  type MeasuredTrial,
  nextStep,
  presentMaximum,
  requestsForQuantile,
  type SearchEnd,
  type SearchSettings,
  statusesOf,
  surelyFails,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { type Caps, type CapsWatch, watchCaps } from './caps.ts'
import { isDemo } from './demo.ts'
import type { LoadtestInput } from './options.ts'
import { settleTarget } from './settle-target.ts'
import { watched } from './watched.ts'

const settings = { precision: 0.03, leastPerSecond: 0.1, mostPerSecond: 100_000, mostTrials: 40 }
const leastSeconds = 10
const mostSeconds = 120
const warmupSeconds = 1
const confirmationTimes = 2
const probeSeconds = 2
/** A load that the generator was too late for is tried so often. */
const mostInvalid = 3

/** What is searched for, and how far it may go. */
export interface Search {
  input: LoadtestInput
  terms: readonly SloTerm[]
  caps: Caps
  watching: Watching | null
}

/**
 * Searches for the highest load that holds its terms: each load has a run of its own, which ends with nothing under way. Throws OperatorError
 * (exit 3) where not even one user gets an answer.
 */
export async function findMax(
  plan: LoadPlan,
  { input, terms, caps, watching }: Search,
  context: Context,
): Promise<Outcome<LoadtestData>> {
  const { world, progress } = context
  const watch = watchCaps(caps, input)
  const mostPerSecond = caps.ratePerSecond ?? settings.mostPerSecond
  const startPerSecond = Math.min(
    mostPerSecond,
    input.rate ?? (await startOf(plan, { input, watch }, context)),
  )
  const answer = (outcome: Outcome<LoadtestData>): Promise<Outcome<LoadtestData>> =>
    watched(
      outcome,
      trials.map(({ run }) => run),
      watching,
    )
  const search = { ...settings, mostPerSecond, startPerSecond }
  const trials: MeasuredTrial[] = []
  let invalid = 0
  for (;;) {
    const step = nextStep(trials, search)
    if (step.kind !== 'try')
      return answer(presentMaximum(trials, { step, isRateLimited: false, stoppedBecause: null }, terms))
    if (trials.at(-1)?.run.stoppedBecause) {
      const runs = trials.map((trial) => trial.run)
      await settleTarget(plan, runs, context)
    }
    watch.next()
    const number = trials.length + 1
    const run = await tryRate(plan, step, { terms, number, input, watch, watching }, context)
    const isInvalid = isOfNoUse(run)
    if (isInvalid && ++invalid < mostInvalid) {
      progress(resultOf(number, step, 'is tried again: the generator was too late'))
      continue
    }
    const holds = holdsAll(terms, run)
    // What was cut short by a cap says nothing about the target, nor does what its own generator spoilt.
    if ((watch.reason === null && !isInvalid) || trials.length === 0) trials.push({ ...step, holds, run })
    if (!isInvalid) invalid = 0
    progress(resultOf(number, step, isInvalid ? 'could not be judged' : resultInWords(holds, run)))
    const stoppedBecause = watch.reason ?? (isInvalid ? tooLate(step) : tooLong(trials, caps))
    const isRateLimited = (statusesOf(run.tally)['429'] ?? 0) > 0
    if (world.interrupted.aborted || isRateLimited || stoppedBecause !== null)
      return answer(
        endedEarly(trials, search, terms, {
          isRateLimited: isRateLimited && !world.interrupted.aborted,
          stoppedBecause,
        }),
      )
  }
}

/** The generator was so late that nothing can be said of the target. */
function isOfNoUse(run: LoadRun): boolean {
  return run.stoppedBecause === null && !run.isInterrupted && judgeValidity(run).verdict === 'invalid'
}

function tooLate({ ratePerSecond }: { ratePerSecond: number }): string {
  return `Stopped: at ${rateInWords(ratePerSecond)} the generator itself was too late, ${mostInvalid} times: add --workers, or run it on a quiet machine of its own.`
}

function resultInWords(holds: boolean, { isInterrupted }: LoadRun): string {
  return holds ? 'holds' : isInterrupted ? 'was interrupted' : 'does not hold'
}

/** Of the last load, for a log. */
function resultOf(number: number, { ratePerSecond }: { ratePerSecond: number }, result: string): Doing {
  const text = `load ${number}: ${rateInWords(ratePerSecond)} ${result}`
  return { line: ({ columns }) => text.slice(0, columns), log: text }
}

function rateInWords(ratePerSecond: number): string {
  return formatQuantity(Number(ratePerSecond.toPrecision(4)), 'per-second')
}

function tooLong(trials: readonly MeasuredTrial[], caps: Caps): string | null {
  const seconds = trials.reduce((sum, { run }) => sum + warmupSeconds + run.measuredSeconds, 0)
  if (caps.seconds === null || seconds < caps.seconds) return null
  return `Stopped: the loads lasted ${formatQuantity(caps.seconds, 'seconds')} together, the most for another machine unless --force is given.`
}

function endedEarly(
  trials: readonly MeasuredTrial[],
  search: SearchSettings,
  terms: readonly SloTerm[],
  why: Pick<SearchEnd, 'isRateLimited' | 'stoppedBecause'>,
): Outcome<LoadtestData> {
  const step = nextStep(trials, { ...search, mostTrials: trials.length })
  const end = step.kind === 'try' ? { kind: 'unsettled' as const, low: null, high: null } : step
  return presentMaximum(trials, { step: end, ...why }, terms)
}

/** Half of what one user gets done alone. */
async function startOf(
  plan: LoadPlan,
  { input, watch }: Pick<Trying, 'input' | 'watch'>,
  context: Context,
): Promise<number> {
  const { world, progress } = context
  progress('one user alone, to know where to begin')
  const alone: LoadPlan = {
    ...plan,
    model: {
      kind: 'closed',
      users: 1,
      pipelining: 1,
      requests: null,
      seconds: probeSeconds,
      thinkSeconds: 0,
    },
    warmupSeconds: 0,
  }
  const run = await runLoad(alone, {
    workers: 1,
    onPoint() {},
    reasonToStop: (_, traffic) => watch.reasonToStop(traffic, alone),
    interrupted: world.interrupted,
  })
  const { answeredInTime, measuredSeconds } = run
  if (world.interrupted.aborted) return 1
  if (answeredInTime > 0) return Math.max(1, answeredInTime / measuredSeconds / 2)
  throw new OperatorError({
    sentence: 'The target gave no answer to a single user, so no load can be looked for.',
    hint: `See what it says: lewis-perf loadtest ${isDemo(input) ? '--demo ' : ''}${context.operands[0] ?? ''} --users 1 --duration ${input.duration ?? 5}s.`,
    exitCode: 3,
  })
}

interface Trying {
  terms: readonly SloTerm[]
  number: number
  input: LoadtestInput
  watch: CapsWatch
  watching: Watching | null
}

async function tryRate(
  plan: LoadPlan,
  { ratePerSecond, isConfirmation }: { ratePerSecond: number; isConfirmation: boolean },
  { terms, number, input, watch, watching }: Trying,
  { world, progress }: Context,
): Promise<LoadRun> {
  const quantiles = terms.flatMap(({ quantile }) => quantile ?? [])
  const requests = requestsForQuantile(quantiles.length === 0 ? null : Math.max(...quantiles))
  const wanted = Math.min(mostSeconds, Math.max(leastSeconds, requests / ratePerSecond))
  const seconds = (input.duration ?? wanted) * (isConfirmation ? confirmationTimes : 1)
  const planned = ratePerSecond * seconds
  const tried: LoadPlan = {
    ...plan,
    model: {
      kind: 'open',
      process: input.arrivals ?? 'poisson',
      stages: [{ fromRate: ratePerSecond, toRate: ratePerSecond, seconds }],
    },
    warmupSeconds,
    // Each draws its own arrivals: one unlucky draw must not stand for all.
    seed: (plan.seed + number - 1) % 2 ** 32,
  }
  const view = liveView(tried, `load ${number}${isConfirmation ? ' again' : ''}`)
  return runLoad(tried, {
    onStart: (startedEpochMs) => watching?.alignTo(startedEpochMs),
    workers: input.workers ?? 1,
    onPoint: (point) => progress(view.after(point)),
    reasonToStop: (points, traffic) =>
      watch.reasonToStop(traffic, tried) ?? errorStorm(points) ?? surelyFails(terms, points, planned),
    interrupted: world.interrupted,
  })
}

/** What stopped early did so because it failed; what cannot be judged does not hold. */
function holdsAll(terms: readonly SloTerm[], run: LoadRun): boolean {
  if (run.stoppedBecause !== null) return false
  return judgeSlo(terms, run, judgeValidity(run)).every(({ status }) => status === 'pass')
}
