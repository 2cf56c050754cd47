import { type Backend, balancerNamed, healthState, roundRobin } from '../../balancing/index.ts'
import { seededRandom } from '../../core/index.ts'
import type { LoadPlan, PlannedTarget } from '../../traffic/index.ts'
import { nowMs } from '../transport/index.ts'

/** Says which target gets the next request, and hears what became of it. */
export interface TargetChoice {
  next(): string
  started(target: string): void
  ended(target: string, isOk: boolean, seconds: number): void
  /** From now on it gets none, or comes back. */
  setHealth(target: string, isHealthy: boolean): void
}

/**
 * Balances over the targets of a plan. Where none is healthy all are tried: nothing is known of them then but that checks fail, and a
 * request that fails says more than one that is not sent.
 */
export function targetChoice({ targets, balance, seed, health }: LoadPlan): TargetChoice {
  const [only, second] = targets
  if (only !== undefined && second === undefined) return alwaysTo(only)
  const balancer = balancerNamed(balance, seededRandom(seed).next)
  const state = healthState(
    targets.map(({ name, weight }): Backend => ({ id: name, weight })),
    { slowReturnSeconds: health?.slowReturnSeconds ?? 0 },
  )
  const inPanic = roundRobin()
  const all = targets.map(({ name }): Backend => ({ id: name }))
  return {
    next: () => balancer.pick(state.backends(nowMs() / 1000))?.id ?? inPanic.pick(all)?.id ?? '',
    started: (target) => balancer.started?.(target),
    ended: (target, ok, seconds) => balancer.ended?.(target, { ok, seconds, atSeconds: nowMs() / 1000 }),
    setHealth: (target, isHealthy) => state.setHealth(target, isHealthy, nowMs() / 1000),
  }
}

function alwaysTo({ name }: PlannedTarget): TargetChoice {
  return { next: () => name, started() {}, ended() {}, setHealth() {} }
}
