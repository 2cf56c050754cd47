import { OperatorError } from '../core/index.ts'
import { type Balancer, isHealthy, weightOf } from './balancer.ts'
import { recordsById } from './records-by-id.ts'
import { failed, nextTurn } from './smooth-turns.ts'
import { newSeat, turnsIndex } from './turns-index.ts'

/**
 * Smooth weighted round robin as nginx has it: shares by weight, spread evenly over time. `maxFails` (1, as nginx; 0 for never): so
 * many failures in a row take all of a backend's weight, which then grows back by 1 a turn. Where all of it is frozen, without
 * connections and with whole weights, a pick does not look at all. Throws OperatorError unless maxFails is a whole number of at
 * least 0. Source: nginx commit 52327e0627f4, ngx_http_upstream_round_robin.c.
 */
export function smoothWeightedRoundRobin({ maxFails = 1 }: { maxFails?: number } = {}): Balancer {
  if (!Number.isInteger(maxFails) || maxFails < 0)
    throw new OperatorError({
      sentence: `maxFails must be a whole number of at least 0, got ${maxFails}.`,
      hint: 'Give 1 as nginx does, or 0 to let failures count for nothing.',
    })
  const seatOf = recordsById(newSeat)
  const index = turnsIndex(seatOf, 1)
  return {
    pick(backends) {
      if (index.isOf(backends)) return index.next()
      const candidates = backends.filter((backend) => isHealthy(backend) && weightOf(backend) > 0)
      return nextTurn(candidates, seatOf)
    },
    ended(id, { ok }) {
      if (ok) return
      const seat = seatOf(id)
      index.leave(seat)
      failed(seat, maxFails)
      index.enter(seat)
    },
  }
}
