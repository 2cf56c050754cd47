import { type Balancer, weightOf } from './balancer.ts'
import { openWork } from './open-work.ts'
import { twoChoices } from './two-choices.ts'

/**
 * Of two healthy backends drawn by chance the one with fewer open connections for its weight, the first drawn where they tie.
 * `random` gives numbers in [0, 1). Source: Mitzenmacher, The power of two choices in randomized load balancing, 2001.
 */
export function powerOfTwo(random: () => number): Balancer {
  const open = openWork()
  return {
    pick(backends) {
      const pair = twoChoices(backends, random)
      if (pair === null) return null
      const [a, b] = pair
      return open.of(b) * weightOf(a) < open.of(a) * weightOf(b) ? b : a
    },
    started: (id) => open.started(id),
    ended: (id) => open.ended(id),
  }
}
