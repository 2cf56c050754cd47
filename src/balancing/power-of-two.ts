import { type Backend, type Balancer, weightOf } from './balancer.ts'
import { closed, opened, openOf } from './open-work.ts'
import { recordsById } from './records-by-id.ts'
import { twoChoices } from './two-choices.ts'

/**
 * Of two healthy backends drawn by chance the one with fewer open connections for its weight, the first drawn where they tie.
 * `random` gives numbers in [0, 1). Source: Mitzenmacher, The power of two choices in randomized load balancing, 2001.
 */
export function powerOfTwo(random: () => number): Balancer {
  const workOf = recordsById(() => ({ open: 0 }))
  const choose = twoChoices(random)
  const open = (backend: Backend): number => openOf(backend, workOf(backend.id))
  return {
    pick(backends) {
      const pair = choose(backends)
      if (pair === null) return null
      const [a, b] = pair
      return open(b) * weightOf(a) < open(a) * weightOf(b) ? b : a
    },
    started: (id) => opened(workOf(id)),
    ended: (id) => closed(workOf(id)),
  }
}
