import type { Balancer } from './balancer.ts'
import { leastConnections } from './least-connections.ts'
import { peakEwma } from './peak-ewma.ts'
import { powerOfTwo } from './power-of-two.ts'
import { roundRobin } from './round-robin.ts'
import { smoothWeightedRoundRobin } from './smooth-weighted.ts'

/** What the algorithms are called by those who choose one. */
export type BalancerName = 'round-robin' | 'weighted' | 'least-connections' | 'power-of-two' | 'peak-ewma'

const makers: Record<BalancerName, (random: () => number) => Balancer> = {
  'round-robin': () => roundRobin(),
  weighted: () => smoothWeightedRoundRobin(),
  'least-connections': () => leastConnections(),
  'power-of-two': (random) => powerOfTwo(random),
  'peak-ewma': (random) => peakEwma({ random }),
}

export const balancerNames = Object.keys(makers) as readonly BalancerName[]

/** A new balancer with its usual settings; `random` gives numbers in [0, 1). */
export function balancerNamed(name: BalancerName, random: () => number): Balancer {
  return makers[name](random)
}

/** Whether it gives a backend of more weight more work. */
export function heedsWeights(name: BalancerName): boolean {
  return name !== 'round-robin' && name !== 'peak-ewma'
}
