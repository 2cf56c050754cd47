import { OperatorError, type Outcome } from '../../core/index.ts'
import { errorStorm, hdrLog, runLoad, savedRun } from '../../load/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { hasBrokenWindow, type LoadtestData, liveView, presentRun } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import type { LoadtestInput } from './options.ts'
import { planOf } from './plan-of.ts'
import { assertAllowed, loadInWords } from './safety.ts'

/** Loads a target, and says what became of it. */
export async function runLoadtest(input: LoadtestInput, context: Context): Promise<Outcome<LoadtestData>> {
  const { world, progress } = context
  const plan = await planOf(input, context)
  assertAllowed(plan, { allow: input.allow ?? [], force: input.force === true })
  context.measuredOn(fingerprintMachine(world))
  progress(loadInWords(plan))
  if (input.findMax === true) return (await import('./find-max.ts')).findMax(plan, input, context)
  const terms = input.slo ?? []
  if (input.abortOnFail === true && !terms.some(({ overSeconds }) => overSeconds !== null))
    throw new OperatorError({
      sentence: '--abort-on-fail needs a limit that is judged while the run goes on.',
      hint: "Give one a window: --slo 'p99<200ms over 10s'.",
    })
  const view = liveView(plan)
  const run = await runLoad(plan, {
    workers: input.workers ?? 1,
    onPoint: (point) => progress(view.after(point)),
    reasonToStop: (points) =>
      errorStorm(points) ?? (input.abortOnFail === true ? hasBrokenWindow(terms, points) : null),
    interrupted: world.interrupted,
  })
  const outcome = presentRun(run, terms)
  return {
    ...outcome,
    data: { ...outcome.data, run: savedRun(run) },
    ...(input.hdr === undefined
      ? {}
      : { documents: [{ name: 'latency', mediaType: 'text/plain', text: hdrLog(run), file: input.hdr }] }),
  }
}
