import { type Backend, type Balancer, isHealthy, weightOf } from './balancer.ts'
import { closed, opened, openOf } from './open-work.ts'
import { recordsById } from './records-by-id.ts'
import { failed, nextTurn } from './smooth-turns.ts'
import { newSeat, turnsIndex } from './turns-index.ts'

/**
 * The backend with the fewest open connections for its weight; those that tie take smooth weighted turns. Connections are the
 * backends' own where given, else counted by `started` and `ended`. Where all of it is frozen, without connections and with whole
 * weights, a pick does not look at all. Source: nginx, ngx_http_upstream_least_conn_module.c.
 */
export function leastConnections(): Balancer {
  const seatOf = recordsById(newSeat)
  const index = turnsIndex(seatOf, 2)
  return {
    pick(backends) {
      if (index.isOf(backends)) return index.next()
      let tied: Backend[] = []
      let least = { open: 0, weight: 0 }
      for (const backend of backends) {
        const weight = weightOf(backend)
        if (!isHealthy(backend) || weight === 0) continue
        const mine = { open: openOf(backend, seatOf(backend.id)), weight }
        // Multiplied crosswise, for quotients would round.
        const order = mine.open * least.weight - least.open * mine.weight
        if (tied.length === 0 || order < 0) {
          tied = [backend]
          least = mine
        } else if (order === 0) tied.push(backend)
      }
      return tied.length > 1 ? nextTurn(tied, seatOf) : (tied[0] ?? null)
    },
    started(id) {
      const seat = seatOf(id)
      index.leave(seat)
      opened(seat)
      index.enter(seat)
    },
    ended(id, { ok }) {
      const seat = seatOf(id)
      index.leave(seat)
      closed(seat)
      if (!ok) failed(seat, 1)
      index.enter(seat)
    },
  }
}
