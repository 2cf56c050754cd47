import { runLoad } from '../../load/index.ts'
import { type LoadPlan, type LoadRun, latenciesOf } from '../../traffic/index.ts'
import type { Context } from '../command.ts'

const patienceSeconds = 60
const mostTries = 50
/** An answer this many times as slow as the quickest is still that of a target at rest. */
const restTimes = 2
const restSeconds = 0.005

/**
 * Waits until a target has worked off what an abandoned load left in its queues: one user alone asks until an answer is about as quick as
 * any in `runs` was, for a minute at most.
 */
export async function settleTarget(
  plan: LoadPlan,
  runs: readonly LoadRun[],
  { world, progress }: Context,
): Promise<void> {
  progress('waiting until the target has come to rest')
  const quickest = Math.min(...runs.map(quickestOf))
  const untilMs = world.clock.monotonicMs() + patienceSeconds * 1000
  for (
    let tries = 0;
    tries < mostTries && world.clock.monotonicMs() < untilMs && !world.interrupted.aborted;
    tries++
  ) {
    const run = await runLoad(alone(plan), {
      workers: 1,
      onPoint() {},
      reasonToStop: () => null,
      interrupted: world.interrupted,
    })
    if (quickestOf(run) <= Math.max(restSeconds, restTimes * quickest)) return
  }
}

function alone(plan: LoadPlan): LoadPlan {
  const model = {
    kind: 'closed',
    users: 1,
    pipelining: 1,
    requests: 1,
    seconds: patienceSeconds,
    thinkSeconds: 0,
  } as const
  return { ...plan, model, warmupSeconds: 0, timeoutSeconds: patienceSeconds, drainSeconds: patienceSeconds }
}

/** Infinite where nothing was answered: then nothing is known to be quick. */
function quickestOf({ tally }: LoadRun): number {
  const { count, censored, minSeconds } = latenciesOf(tally).fromSend
  return count > censored ? minSeconds : Number.POSITIVE_INFINITY
}
