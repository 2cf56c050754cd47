import { type Backend, weightOf } from './balancer.ts'

/** The turns of smooth weighted round robin, of which least connections uses a part for its ties. */
export interface SmoothTurns {
  /** The next of `candidates`, which must not be empty; the others keep their place. */
  next(candidates: readonly Backend[]): Backend | null
  failed(id: string): void
}

interface Turn {
  weight: number
  effective: number
  current: number
}

/**
 * nginx's smooth weighted round robin (ngx_http_upstream_round_robin.c): each turn every candidate gains its effective weight, the
 * first that has most is picked and loses the sum. A failure takes trunc(weight / maxFails) of the effective weight, of which each
 * turn gives 1 back.
 */
export function smoothTurns(maxFails: number): SmoothTurns {
  const turns = new Map<string, Turn>()
  return {
    next(candidates) {
      let best: Backend | null = null
      let bestTurn: Turn | null = null
      let total = 0
      for (const backend of candidates) {
        const turn = turnOf(turns, backend)
        turn.current += turn.effective
        total += turn.effective
        if (turn.effective < turn.weight) turn.effective = Math.min(turn.weight, turn.effective + 1)
        if (bestTurn === null || turn.current > bestTurn.current) {
          best = backend
          bestTurn = turn
        }
      }
      if (bestTurn !== null) bestTurn.current -= total
      return best
    },
    failed(id) {
      const turn = turns.get(id)
      if (turn !== undefined && maxFails > 0)
        turn.effective = Math.max(0, turn.effective - Math.trunc(turn.weight / maxFails))
    },
  }
}

/** A weight that changed counts at once. */
function turnOf(turns: Map<string, Turn>, backend: Backend): Turn {
  const weight = weightOf(backend)
  const known = turns.get(backend.id)
  if (known?.weight === weight) return known
  const turn = { weight, effective: weight, current: known?.current ?? 0 }
  turns.set(backend.id, turn)
  return turn
}
