// Load balancing: one algorithm a file, all behind one Balancer type.
export type { Backend, Balancer } from './balancer.ts'
export { type BalancerName, balancerNamed, balancerNames, heedsWeights } from './balancer-named.ts'
export { type HealthState, healthState } from './health-state.ts'
export { leastConnections } from './least-connections.ts'
export { peakEwma } from './peak-ewma.ts'
export { powerOfTwo } from './power-of-two.ts'
export { roundRobin } from './round-robin.ts'
export { smoothWeightedRoundRobin } from './smooth-weighted.ts'
