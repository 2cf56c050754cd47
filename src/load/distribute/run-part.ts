import { hostname } from 'node:os'
import { OperatorError } from '../../core/index.ts'
import {
  type HiddenValue,
  interruptedSlice,
  modelSeconds,
  restoreValues,
  type SealedPlan,
  type Slice,
  type SliceRun,
} from '../../traffic/index.ts'
import { errorStorm, runLoad } from '../run-load.ts'
import type { SeenTraffic } from '../timeline.ts'

export interface PartOptions {
  slice: Slice
  /** When all parts begin, on the clock of this machine, in milliseconds since 1970. */
  startEpochMs: number
  workers: number
  environment: Readonly<Record<string, string | undefined>>
  interrupted: AbortSignal
  sleep(ms: number): Promise<void>
  /** Besides a storm of errors: why the part has to stop, null while it need not. */
  reasonToStop(traffic: Readonly<SeenTraffic>): string | null
  progress(text: string): void
}

/** Generators are up by then. */
const readyMs = 1500
/** Progress is said so often while the begin is waited for. */
const toldMs = 1000

/**
 * Runs a slice of a plan from the common begin. What was due before this generator was up stays unsent. Throws OperatorError: exit 2 where a
 * hidden value is missing, exit 3 where the load was over before or where it was interrupted before its begin.
 */
export async function runPart(sealed: SealedPlan, options: PartOptions): Promise<SliceRun> {
  const { slice, startEpochMs, workers, environment, interrupted } = options
  const plan = restoreValues(sealed.plan, sealed.hidden, (hidden) => valueIn(environment, hidden))
  const { model, warmupSeconds } = plan
  const lastsSeconds = warmupSeconds + modelSeconds(model)
  if (Date.now() > startEpochMs + lastsSeconds * 1000)
    throw new OperatorError({
      sentence: `The load was to begin at ${new Date(startEpochMs).toISOString()} and is over, so that nothing was sent.`,
      hint: 'Emit the plan anew, and start it before its begin: --start-in 5m gives it longer.',
      exitCode: 3,
    })
  await waitForStart(options)
  const { beganEpochMs, ...run } = await runLoad(plan, {
    workers,
    onPoint: () => {},
    reasonToStop: (points, traffic) => options.reasonToStop(traffic) ?? errorStorm(points),
    interrupted,
    part: { slice, startEpochMs },
  })
  return {
    ...run,
    slice: {
      ...slice,
      digest: sealed.digest,
      name: hostname(),
      startEpochMs,
      beganEpochMs,
      clock: null,
      seed: plan.seed,
      warmupSeconds,
      isJourney: plan.scenario?.kind === 'journey',
      endedEarly: run.isInterrupted ? interruptedSlice : run.stoppedBecause,
    },
  }
}

async function waitForStart({ startEpochMs, interrupted, sleep, progress }: PartOptions): Promise<void> {
  for (;;) {
    const leftMs = startEpochMs - readyMs - Date.now()
    if (interrupted.aborted)
      throw new OperatorError({
        sentence: 'Interrupted before the begin: nothing was sent.',
        hint: 'Run it again.',
        exitCode: 3,
      })
    if (leftMs <= 0) return
    progress(`begins in ${Math.ceil(leftMs / 1000)} s`)
    await sleep(Math.min(leftMs, toldMs))
  }
}

/** A file that a Secret was made from ends with a line feed that is no part of the value. */
function valueIn(environment: PartOptions['environment'], { variable, what, isTable }: HiddenValue): string {
  const value = environment[variable]?.replace(/\r?\n$/, '') ?? ''
  if (value !== '' && (isTable !== true || isList(value))) return value
  throw new OperatorError({
    sentence: `The plan needs a value that it does not hold (${what}), and the variable ${variable} ${value === '' ? 'is not set' : 'holds no list in JSON'}.`,
    hint: `Set ${variable} to it where the generator runs.`,
  })
}

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    return false
  }
}
