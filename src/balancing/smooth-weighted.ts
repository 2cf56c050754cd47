import { OperatorError } from '../core/index.ts'
import { type Balancer, isHealthy, weightOf } from './balancer.ts'
import { smoothTurns } from './smooth-turns.ts'

/**
 * Smooth weighted round robin as nginx has it: shares by weight, spread evenly over time. `maxFails` (1, as nginx; 0 for never): so
 * many failures in a row take all of a backend's weight, which then grows back by 1 a turn. Throws OperatorError unless it is a
 * whole number of at least 0. Source: nginx commit 52327e0627f4, ngx_http_upstream_round_robin.c.
 */
export function smoothWeightedRoundRobin({ maxFails = 1 }: { maxFails?: number } = {}): Balancer {
  if (!Number.isInteger(maxFails) || maxFails < 0)
    throw new OperatorError({
      sentence: `maxFails must be a whole number of at least 0, got ${maxFails}.`,
      hint: 'Give 1 as nginx does, or 0 to let failures count for nothing.',
    })
  const turns = smoothTurns(maxFails)
  return {
    pick(backends) {
      return turns.next(backends.filter((backend) => isHealthy(backend) && weightOf(backend) > 0))
    },
    ended(id, { ok }) {
      if (!ok) turns.failed(id)
    },
  }
}
