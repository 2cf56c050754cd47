import { type Backend, weightOf } from './balancer.ts'

/** How a backend stands in smooth weighted round robin, of which least connections uses a part for its ties. */
export interface Turn {
  /** 0 before its first turn. */
  weight: number
  effective: number
  current: number
}

/**
 * nginx's smooth weighted round robin (ngx_http_upstream_round_robin.c): each turn every candidate gains its effective weight, the
 * first that has most is picked and loses the sum; the others keep their place. Null where there are no candidates.
 */
export function nextTurn(candidates: readonly Backend[], turnOf: (id: string) => Turn): Backend | null {
  let best: Backend | null = null
  let bestTurn: Turn | null = null
  let total = 0
  for (const backend of candidates) {
    const turn = turnOf(backend.id)
    total += gain(turn, weightOf(backend))
    if (bestTurn === null || turn.current > bestTurn.current) {
      best = backend
      bestTurn = turn
    }
  }
  if (bestTurn !== null) bestTurn.current -= total
  return best
}

/** Adds the effective weight, which is handed back, and gives it 1 back of what failures took. */
export function gain(turn: Turn, weight: number): number {
  renew(turn, weight)
  const gained = turn.effective
  turn.current += gained
  if (gained < weight) turn.effective = Math.min(weight, gained + 1)
  return gained
}

/** A weight that changed counts at once, and all of it. */
export function renew(turn: Turn, weight: number): void {
  if (turn.weight === weight) return
  turn.weight = weight
  turn.effective = weight
}

/** A failure takes trunc(weight / maxFails) of the effective weight; with `maxFails` 0 nothing. */
export function failed(turn: Turn, maxFails: number): void {
  if (maxFails > 0) turn.effective = Math.max(0, turn.effective - Math.trunc(turn.weight / maxFails))
}
