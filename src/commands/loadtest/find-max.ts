import { OperatorError, type Outcome, type SloTerm } from '../../core/index.ts'
import { errorStorm, runLoad, type Watching } from '../../load/index.ts'
import { formatQuantity } from '../../report/index.ts'
import {
  judgeSlo,
  judgeValidity,
  type LoadPlan,
  type LoadRun,
  type LoadtestData,
  type MeasuredTrial,
  nextStep,
  presentMaximum,
  requestsForQuantile,
  type SearchSettings,
  statusesOf,
  surelyFails,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import type { LoadtestInput } from './options.ts'
import { mostRate } from './safety.ts'
import { watched } from './watched.ts'

const settings = { precision: 0.03, leastPerSecond: 0.1, mostPerSecond: 100_000, mostTrials: 40 }
const leastSeconds = 10
const mostSeconds = 120
const warmupSeconds = 1
const confirmationTimes = 2
const probeSeconds = 2

/**
 * Searches for the highest load that holds `--slo`: each load has a run of its own, which ends with nothing under way. Throws OperatorError
 * (exit 2) without limits, and (exit 3) where not even one user gets an answer.
 */
export async function findMax(
  plan: LoadPlan,
  input: LoadtestInput,
  context: SearchContext,
): Promise<Outcome<LoadtestData>> {
  const { world, watching } = context
  const terms = input.slo ?? []
  if (terms.length === 0)
    throw new OperatorError({
      sentence: '--find-max needs to know what the load has to hold.',
      hint: "Add limits: --slo 'p99<200ms,errors<1%'.",
    })
  const mostPerSecond = mostRate(plan, input.force === true) ?? settings.mostPerSecond
  const startPerSecond = Math.min(mostPerSecond, input.rate ?? (await startOf(plan, input, context)))
  const search = { ...settings, mostPerSecond, startPerSecond }
  const trials: MeasuredTrial[] = []
  for (;;) {
    const step = nextStep(trials, search)
    if (step.kind !== 'try')
      return answer(trials, presentMaximum(trials, { step, isRateLimited: false }, terms), watching)
    const run = await tryRate(plan, step, { terms, number: trials.length, input }, context)
    const holds = holdsAll(terms, run)
    trials.push({ ...step, holds, run })
    if (world.interrupted.aborted || (statusesOf(run.tally)['429'] ?? 0) > 0)
      return answer(trials, endedEarly(trials, search, terms, world.interrupted.aborted), watching)
  }
}

interface SearchContext extends Context {
  watching: Watching | null
}

function answer(
  trials: readonly MeasuredTrial[],
  outcome: Outcome<LoadtestData>,
  watching: Watching | null,
): Promise<Outcome<LoadtestData>> {
  return watched(
    outcome,
    trials.map(({ run }) => run),
    watching,
  )
}

function endedEarly(
  trials: readonly MeasuredTrial[],
  search: SearchSettings,
  terms: readonly SloTerm[],
  isInterrupted: boolean,
): Outcome<LoadtestData> {
  const step = nextStep(trials, { ...search, mostTrials: trials.length })
  const end = step.kind === 'try' ? { kind: 'unsettled' as const, low: null, high: null } : step
  return presentMaximum(trials, { step: end, isRateLimited: !isInterrupted }, terms)
}

/** Half of what one user gets done alone. */
async function startOf(plan: LoadPlan, input: LoadtestInput, context: Context): Promise<number> {
  const { world, progress } = context
  progress('one user alone, to know where to begin')
  const run = await runLoad(
    {
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
    },
    { workers: 1, onPoint() {}, reasonToStop: () => null, interrupted: world.interrupted },
  )
  const { answeredInTime, measuredSeconds } = run
  if (answeredInTime > 0) return Math.max(1, answeredInTime / measuredSeconds / 2)
  throw new OperatorError({
    sentence: 'The target gave no answer to a single user, so no load can be looked for.',
    hint: `See what it says: lewis-perf loadtest ${context.operands[0] ?? ''} --users 1 --duration ${input.duration ?? 5}s.`,
    exitCode: 3,
  })
}

interface Trying {
  terms: readonly SloTerm[]
  number: number
  input: LoadtestInput
}

async function tryRate(
  plan: LoadPlan,
  { ratePerSecond, isConfirmation }: { ratePerSecond: number; isConfirmation: boolean },
  { terms, number, input }: Trying,
  { world, progress, watching }: SearchContext,
): Promise<LoadRun> {
  const quantiles = terms.flatMap(({ quantile }) => quantile ?? [])
  const requests = requestsForQuantile(quantiles.length === 0 ? null : Math.max(...quantiles))
  const wanted = Math.min(mostSeconds, Math.max(leastSeconds, requests / ratePerSecond))
  const seconds = (input.duration ?? wanted) * (isConfirmation ? confirmationTimes : 1)
  const planned = ratePerSecond * seconds
  progress(
    `${isConfirmation ? 'confirming' : 'trying'} ${formatQuantity(Number(ratePerSecond.toPrecision(4)), 'per-second')} for ${formatQuantity(Number(seconds.toPrecision(3)), 'seconds')} (load ${number + 1})`,
  )
  return runLoad(
    {
      ...plan,
      model: {
        kind: 'open',
        process: input.arrivals ?? 'poisson',
        stages: [{ fromRate: ratePerSecond, toRate: ratePerSecond, seconds }],
      },
      warmupSeconds,
      // Each draws its own arrivals: one unlucky draw must not stand for all.
      seed: (plan.seed + number) % 2 ** 32,
    },
    {
      onStart: (startedEpochMs) => watching?.alignTo(startedEpochMs),
      workers: input.workers ?? 1,
      onPoint() {},
      reasonToStop: (points) => errorStorm(points) ?? surelyFails(terms, points, planned),
      interrupted: world.interrupted,
    },
  )
}

/** What stopped early did so because it failed; what cannot be judged does not hold. */
function holdsAll(terms: readonly SloTerm[], run: LoadRun): boolean {
  if (run.stoppedBecause !== null) return false
  return judgeSlo(terms, run, judgeValidity(run)).every(({ status }) => status === 'pass')
}
