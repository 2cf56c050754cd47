import { type Backend, type Balancer, isHealthy, weightOf } from './balancer.ts'
import { openWork } from './open-work.ts'
import { smoothTurns } from './smooth-turns.ts'

/**
 * The backend with the fewest open connections for its weight; those that tie take smooth weighted turns. Connections are the
 * backends' own where given, else counted by `started` and `ended`. Source: nginx, ngx_http_upstream_least_conn_module.c.
 */
export function leastConnections(): Balancer {
  const open = openWork()
  const turns = smoothTurns(1)
  return {
    pick(backends) {
      let tied: Backend[] = []
      let least = { open: 0, weight: 0 }
      for (const backend of backends) {
        const weight = weightOf(backend)
        if (!isHealthy(backend) || weight === 0) continue
        const mine = { open: open.of(backend), weight }
        // Multiplied crosswise, for quotients would round.
        const order = mine.open * least.weight - least.open * mine.weight
        if (tied.length === 0 || order < 0) {
          tied = [backend]
          least = mine
        } else if (order === 0) tied.push(backend)
      }
      return tied.length > 1 ? turns.next(tied) : (tied[0] ?? null)
    },
    started: (id) => open.started(id),
    ended(id, { ok }) {
      open.ended(id)
      if (!ok) turns.failed(id)
    },
  }
}
