import { OperatorError, type Outcome, type SloTerm } from '../../core/index.ts'
import {
  autocannonWarnings,
  errorStorm,
  hdrLog,
  type LoadOptions,
  runLoad,
  savedRun,
  type Watching,
  watchTargets,
} from '../../load/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import {
  hasBrokenWindow,
  type LoadPlan,
  type LoadtestData,
  liveView,
  presentRun,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { type Caps, watchCaps } from './caps.ts'
import { isDemo, onDemo } from './demo.ts'
import { assertDistribution } from './distribution.ts'
import { engineOf } from './engine-of.ts'
import type { LoadtestInput } from './options.ts'
import { planOf } from './plan-of.ts'
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
  watching: Watching | null
  /** About what was left out of the plan. */
  warnings: readonly string[]
}

/** Loads a target, and says what became of it. */
export async function runLoadtest(
  input: LoadtestInput,
  context: Context,
): Promise<Outcome<LoadtestData | null>> {
  const terms = input.slo ?? []
  assertJudged(input, terms)
  const recording = recordingOf(input, context)
  const planned = await planOf(input, context, recording)
  const engine = await engineOf(input, planned, context)
  const allowed = permitted(planned, input)
  const { plan, caps } = allowed
  assertDistribution(input, plan)
  if (input.emit !== undefined) return (await import('./emit.ts')).emitPlan(plan, input, context)
  await announceLoad(allowed, input, context)
  context.measuredOn(fingerprintMachine(context.world))
  const warnings = recordingWarnings(recording, plan)
  const task = { input, terms, plan, caps, engine, warnings }
  if (!isDemo(input)) return observe(task, context)
  return onDemo(plan, input, context, (onIt) => observe({ ...task, plan: onIt }, context))
}

async function observe(task: Omit<Task, 'watching'>, context: Context): Promise<Outcome<LoadtestData>> {
  const { watch } = task.input
  const watching = watch === undefined ? null : await watchTargets(context.world, watch)
  return measure({ ...task, watching }, context).finally(() => watching?.finish())
}

async function measure(
  { input, terms, plan, caps, engine, watching, warnings }: Task,
  context: Context,
): Promise<Outcome<LoadtestData>> {
  const { world, progress } = context
  if (input.findMax === true)
    return (await import('./find-max.ts')).findMax(plan, { input, terms, caps, watching }, context)
  if (input.generators !== undefined)
    return (await import('./generators.ts')).runOnGenerators(plan, input, context)
  const watch = watchCaps(caps, input)
  const view = liveView(plan)
  const run = await runLoad(plan, {
    onStart: (startedEpochMs) => watching?.alignTo(startedEpochMs),
    workers: input.workers ?? 1,
    onPoint: (point) => progress(view.after(point)),
    reasonToStop: (points, traffic) =>
      watch.reasonToStop(traffic, plan) ??
      errorStorm(points) ??
      (input.abortOnFail === true ? hasBrokenWindow(terms, points) : null),
    interrupted: world.interrupted,
    ...engine,
  })
  const outcome = await watched(presentRun(run, terms), [run], watching)
  return {
    ...outcome,
    data: { ...outcome.data, run: savedRun(run) },
    warnings: [
      ...outcome.warnings,
      ...warnings,
      ...(engine.generate === undefined ? [] : autocannonWarnings(run)),
    ],
    ...(input.hdr === undefined
      ? {}
      : { documents: [{ name: 'latency', mediaType: 'text/plain', text: hdrLog(run), file: input.hdr }] }),
  }
}

/** Throws where a limit is missing without which an option would do nothing: nothing has been sent by then. */
function assertJudged({ abortOnFail, findMax }: LoadtestInput, terms: readonly SloTerm[]): void {
  if (findMax === true && terms.length === 0)
    throw new OperatorError({
      sentence: '--find-max needs to know what the load has to hold.',
      hint: "Add limits: --slo 'p99<200ms,errors<1%'.",
    })
  if (abortOnFail === true && !terms.some(({ overSeconds }) => overSeconds !== null))
    throw new OperatorError({
      sentence: '--abort-on-fail needs a limit that is judged while the run goes on.',
      hint: "Give one a window: --slo 'p99<200ms over 10s'.",
    })
}
