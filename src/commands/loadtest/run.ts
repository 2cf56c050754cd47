import { OperatorError, type Outcome } from '../../core/index.ts'
import { errorStorm, hdrLog, runLoad, savedRun } from '../../load/index.ts'
import { decodeHdr } from '../../metrics/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { formatQuantity } from '../../report/index.ts'
import {
  hasBrokenWindow,
  type LoadPlan,
  type LoadtestData,
  presentRun,
  stagesSeconds,
  type TimelinePoint,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { assertDistribution } from './distribution.ts'
import type { LoadtestInput } from './options.ts'
import { planOf } from './plan-of.ts'
import { assertAllowed, loadInWords } from './safety.ts'

/** Loads a target, and says what became of it. */
export async function runLoadtest(
  input: LoadtestInput,
  context: Context,
): Promise<Outcome<LoadtestData | null>> {
  const { world, progress } = context
  const plan = await planOf(input, context)
  assertAllowed(plan, { allow: input.allow ?? [], force: input.force === true })
  assertDistribution(input, plan)
  if (input.emit !== undefined) return (await import('./emit.ts')).emitPlan(plan, input, context)
  context.measuredOn(fingerprintMachine(world))
  progress(loadInWords(plan))
  if (input.findMax === true) return (await import('./find-max.ts')).findMax(plan, input, context)
  const terms = input.slo ?? []
  if (input.abortOnFail === true && !terms.some(({ overSeconds }) => overSeconds !== null))
    throw new OperatorError({
      sentence: '--abort-on-fail needs a limit that is judged while the run goes on.',
      hint: "Give one a window: --slo 'p99<200ms over 10s'.",
    })
  if (input.generators !== undefined)
    return (await import('./generators.ts')).runOnGenerators(plan, input, context)
  const run = await runLoad(plan, {
    workers: input.workers ?? 1,
    onPoint: (point) => progress(pointInWords(point, plan)),
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

/** `12 s of 30 s: 501/s, p99 21 ms, 3 in flight, 2 failed` */
function pointInWords(
  { atSeconds, lengthSeconds, answered, failed, inFlight, latency }: TimelinePoint,
  plan: LoadPlan,
): string {
  const { model } = plan
  const length = model.kind === 'open' ? stagesSeconds(model.stages) : model.seconds
  const time =
    atSeconds <= 0
      ? 'warming up'
      : `${formatQuantity(Math.round(atSeconds), 'seconds')} of ${formatQuantity(length, 'seconds')}`
  const rate = formatQuantity(Math.round(answered / Math.max(lengthSeconds, 0.1)), 'per-second')
  const { total, maximum } = decodeHdr(latency)
  const slowest = total === 0 ? '' : `, slowest ${formatQuantity(maximum / 1e6, 'seconds')}`
  return `${time}: ${rate}${slowest}, ${formatQuantity(inFlight)} in flight${failed > 0 ? `, ${formatQuantity(failed)} failed` : ''}`
}
