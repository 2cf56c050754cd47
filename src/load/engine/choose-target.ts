import {
  type Backend,
  type Balancer,
  leastConnections,
  peakEwma,
  powerOfTwo,
  roundRobin,
  smoothWeightedRoundRobin,
} from '../../balancing/index.ts'
import { seededRandom } from '../../core/index.ts'
import type { BalanceName, LoadPlan, PlannedTarget } from '../../traffic/index.ts'
import { nowMs } from '../transport/index.ts'

/** Says which target gets the next request, and hears what became of it. */
export interface TargetChoice {
  next(): string
  started(target: string): void
  ended(target: string, isOk: boolean, seconds: number): void
  /** From now on it gets none, or comes back: over so many seconds to its full share. */
  setHealth(target: string, isHealthy: boolean, slowReturnSeconds: number): void
}

const balancers: Readonly<Record<BalanceName, (random: () => number) => Balancer>> = {
  'round-robin': () => roundRobin(),
  weighted: () => smoothWeightedRoundRobin(),
  'least-connections': () => leastConnections(),
  'power-of-two': (random) => powerOfTwo(random),
  'peak-ewma': (random) => peakEwma({ random }),
}

/** A target that returns begins with this part of its weight. */
const returnShare = 0.1

/**
 * Balances over the targets of a plan. Where none is healthy all are tried: nothing is known of them then but that checks fail, and a
 * request that fails says more than one that is not sent.
 */
export function targetChoice({ targets, balance, seed }: LoadPlan): TargetChoice {
  const [only, second] = targets
  if (only !== undefined && second === undefined) return alwaysTo(only)
  const balancer = balancers[balance](seededRandom(seed).next)
  const backends = targets.map(({ name, weight }): Backend => ({ id: name, weight, healthy: true }))
  const inPanic = roundRobin()
  const all = targets.map(({ name }): Backend => ({ id: name }))
  const returning = new Map<Backend, { fromMs: number; seconds: number; weight: number }>()
  return {
    next() {
      if (returning.size > 0) adjustWeights()
      return balancer.pick(backends)?.id ?? inPanic.pick(all)?.id ?? ''
    },
    started: (target) => balancer.started?.(target),
    ended: (target, ok, seconds) => balancer.ended?.(target, { ok, seconds, atSeconds: nowMs() / 1000 }),
    setHealth(target, isHealthy, slowReturnSeconds) {
      const backend = backends.find(({ id }) => id === target)
      const weight = targets.find(({ name }) => name === target)?.weight ?? 1
      if (backend === undefined || backend.healthy === isHealthy) return
      backend.healthy = isHealthy
      backend.weight = weight
      returning.delete(backend)
      if (isHealthy && slowReturnSeconds > 0)
        returning.set(backend, { fromMs: nowMs(), seconds: slowReturnSeconds, weight })
    },
  }

  function adjustWeights(): void {
    const now = nowMs()
    for (const [backend, { fromMs, seconds, weight }] of returning) {
      const share = (now - fromMs) / 1000 / seconds
      // In steps, so that a balancer is not set back by a weight that changes all the time.
      backend.weight = weight * Math.min(1, Math.max(returnShare, Math.ceil(share * 10) / 10))
      if (share >= 1) returning.delete(backend)
    }
  }
}

function alwaysTo({ name }: PlannedTarget): TargetChoice {
  return { next: () => name, started() {}, ended() {}, setHealth() {} }
}
