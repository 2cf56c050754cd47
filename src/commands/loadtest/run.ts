import { OperatorError, type Outcome, type SloTerm } from '../../core/index.ts'
import { errorStorm, hdrLog, runLoad, savedRun, type Watching, watchTargets } from '../../load/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { hasBrokenWindow, type LoadPlan, type LoadtestData, liveView, presentRun } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { type Caps, watchCaps } from './caps.ts'
import { isDemo, onDemo } from './demo.ts'
import type { LoadtestInput } from './options.ts'
import { planOf } from './plan-of.ts'
import { permit } from './safety.ts'
import { watched } from './watched.ts'

/** Loads a target, and says what became of it. */
export async function runLoadtest(input: LoadtestInput, context: Context): Promise<Outcome<LoadtestData>> {
  const terms = input.slo ?? []
  assertJudged(input, terms)
  const permitted = await permit(await planOf(input, context), input, context)
  context.measuredOn(fingerprintMachine(context.world))
  if (!isDemo(input)) return observe(permitted, { input, terms }, context)
  return onDemo(permitted.plan, input, context, (plan) =>
    observe({ ...permitted, plan }, { input, terms }, context),
  )
}

async function observe(
  permitted: { plan: LoadPlan; caps: Caps },
  { input, terms }: { input: LoadtestInput; terms: readonly SloTerm[] },
  context: Context,
): Promise<Outcome<LoadtestData>> {
  if (input.watch === undefined) return measure(permitted, { input, terms, watching: null }, context)
  const watching = await watchTargets(context.world, input.watch)
  return measure(permitted, { input, terms, watching }, context).finally(() => watching.finish())
}

async function measure(
  { plan, caps }: { plan: LoadPlan; caps: Caps },
  { input, terms, watching }: { input: LoadtestInput; terms: readonly SloTerm[]; watching: Watching | null },
  context: Context,
): Promise<Outcome<LoadtestData>> {
  const { world, progress } = context
  if (input.findMax === true)
    return (await import('./find-max.ts')).findMax(plan, { input, terms, caps, watching }, context)
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
  })
  const outcome = await watched(presentRun(run, terms), [run], watching)
  return {
    ...outcome,
    data: { ...outcome.data, run: savedRun(run) },
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
