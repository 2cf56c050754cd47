import { happening, type Parts } from './parts.ts'
import { requestState } from './request-pool.ts'

/** Tries again what failed, as far as its attempts and the budget of all allow. */
export interface Retrying {
  /** Each new request adds its share to the budget. */
  earn(): void
  /** Whether this one will be sent again; it is then another number, which is away until then. */
  again(request: number): boolean
}

/** So many retries are free, so that few requests may retry too. */
const free = 10

/** As the model says; without retries nothing is tried again. Budget: as Finagle's RetryBudget. */
export function retrying({ model: { retries }, random, clock, heap, pool, seen }: Parts): Retrying {
  if (retries === null) return { earn: () => undefined, again: () => false }
  const { attempts, budget, backoffSeconds } = retries
  let left = free
  return {
    earn() {
      left = Math.min(left + budget, most)
    },
    again(request) {
      const attempt = pool.attempt[request] ?? 1
      if (attempt >= attempts || left < 1) return false
      left--
      seen.retried()
      const arrivedAt = pool.arrivedAt[request] ?? 0
      const isHit = pool.isHit[request] ?? 0
      const next = pool.take()
      pool.arrivedAt[next] = arrivedAt
      pool.isHit[next] = isHit
      pool.attempt[next] = attempt + 1
      pool.instance[next] = -1
      pool.state[next] = requestState.away
      const longest = backoffSeconds * 2 ** (attempt - 1)
      heap.put(clock.now + longest * (0.5 + random.backoff.next() / 2), happening.send, next)
      return true
    },
  }
}

/** What a quiet hour may save up. */
const most = 1000
