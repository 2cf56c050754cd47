import { OperatorError, type Outcome, type SloTerm } from '../../core/index.ts'
import {
  autocannonWarnings,
  errorStorm,
  type LoadOptions,
  runLoad,
  type Watching,
  watchTargets,
} from '../../load/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { type LoadPlan, type LoadRun, type LoadtestData, liveView, presentRun } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { limitsOf } from '../limits-of.ts'
import { abortRule } from './abort.ts'
import { type Baseline, baselineOf } from './baseline-of.ts'
import { type Caps, watchCaps } from './caps.ts'
import { isDemo, onDemo } from './demo.ts'
import { assertDistribution, loopbackWarnings } from './distribution.ts'
import { engineOf } from './engine-of.ts'
import { assertJudgeable } from './judgeable.ts'
import { withKeptRun } from './kept-run.ts'
import type { LoadtestInput } from './options.ts'
import { planOf } from './plan-of.ts'
import { type Push, pushTo } from './push.ts'
import { recordingOf, recordingWarnings } from './recording.ts'
import { announceLoad, permitted } from './safety.ts'
import { watched } from './watched.ts'

/** What is to be measured, and by what. */
interface Task {
  input: LoadtestInput
  terms: readonly SloTerm[]
  plan: LoadPlan
  caps: Caps
  engine: Pick<LoadOptions, 'generate'>
  baseline: Baseline
  watching: Watching | null
  /** About what was left out of the plan, and where limits came from. */
  warnings: readonly string[]
}

/** Loads a target, and says what became of it. */
export async function runLoadtest(
  asked: LoadtestInput,
  context: Context,
): Promise<Outcome<LoadtestData | null>> {
  const { terms, allow, remarks } = limitsOf(asked, await context.profile())
  const input = isDemo(asked) ? asked : { ...asked, allow }
  assertJudged(input, terms)
  const recording = recordingOf(input, context)
  const planned = await planOf(input, context, recording)
  const baseline = baselineOf(input, planned, context)
  const engine = await engineOf(input, planned, context)
  const allowed = permitted(planned, input)
  const { plan, caps } = allowed
  if (input.slo !== undefined) assertJudgeable(input.slo, plan, input.findMax === true)
  assertDistribution(input, plan)
  if (input.emit !== undefined) return (await import('./emit.ts')).emitPlan(plan, input, context)
  await announceLoad(allowed, input, context)
  context.measuredOn(fingerprintMachine(context.world))
  const warnings = [...recordingWarnings(recording, plan), ...remarks]
  const task = { input, terms, plan, caps, engine, baseline, warnings }
  if (!isDemo(input)) return observe(task, context)
  return onDemo(plan, input, context, (onIt) => observe({ ...task, plan: onIt }, context))
}

async function observe(task: Omit<Task, 'watching'>, context: Context): Promise<Outcome<LoadtestData>> {
  const { watch } = task.input
  const watching = watch === undefined ? null : await watchTargets(context.world, watch)
  return measure({ ...task, watching }, context).finally(() => watching?.finish())
}

async function measure(
  { input, terms, plan, caps, engine, baseline, watching, warnings }: Task,
  context: Context,
): Promise<Outcome<LoadtestData>> {
  if (input.findMax === true) {
    const search = { input, terms, caps, watching }
    const found = await (await import('./find-max.ts')).findMax(plan, search, context)
    return { ...found, warnings: [...found.warnings, ...warnings] }
  }
  const push = pushTo(input.push)
  const run =
    input.generators === undefined
      ? await runHere({ input, terms, plan, caps, engine, watching, push }, context)
      : await (await import('./generators.ts')).runOnGenerators(plan, input, context)
  const outcome = await watched(baseline.compare(presentRun(run, terms), run), [run], watching)
  return {
    ...withKeptRun(outcome, run, input),
    warnings: [
      ...outcome.warnings,
      ...warnings,
      ...(engine.generate === undefined ? [] : autocannonWarnings(run)),
      ...(input.generators === undefined ? [] : loopbackWarnings(plan, 'each generator')),
      ...(await push.run(outcome.data)),
    ],
  }
}

function runHere(
  { input, terms, plan, caps, engine, watching, push }: Omit<Task, 'baseline' | 'warnings'> & { push: Push },
  { world, progress }: Context,
): Promise<LoadRun> {
  const watch = watchCaps(caps, input)
  const view = liveView(plan)
  const reasonToAbort = abortRule(input, terms)
  const stopping = 'stopping: what is under way gets half a second; once more ends it without a result'
  world.interrupted.addEventListener('abort', () => progress({ line: () => stopping, log: stopping }), {
    once: true,
  })
  return runLoad(plan, {
    onStart: (startedEpochMs) => watching?.alignTo(startedEpochMs),
    workers: input.workers ?? 1,
    onPoint(point) {
      progress(view.after(point))
      push.second(point)
    },
    reasonToStop: (points, traffic) =>
      watch.reasonToStop(traffic, plan) ?? errorStorm(points) ?? reasonToAbort(points),
    interrupted: world.interrupted,
    ...engine,
  })
}

/** Throws where a limit is missing without which an option would do nothing: nothing has been sent by then. */
function assertJudged(input: LoadtestInput, terms: readonly SloTerm[]): void {
  if (input.findMax === true && terms.length === 0)
    throw new OperatorError({
      sentence: '--find-max needs to know what the load has to hold.',
      hint: "Add limits: --slo 'p99<200ms,errors<1%'.",
    })
  abortRule(input, terms)
}
