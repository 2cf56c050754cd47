import type { SimulationModel } from '../../../src/simulation/index.ts'

/** How sixteen servers may stand behind one queue, or behind a balancer with a queue each. */
export const shapes: Readonly<Record<string, Partial<SimulationModel['fleet']>>> = {
  'one instance': { slots: 16, distribution: 'round-robin', queueLimit: 1000 },
  'one instance, least-connections': { slots: 16, distribution: 'least-connections', queueLimit: 1000 },
  'shared queue': { instances: 16, distribution: 'shared', queueLimit: 1000 },
  'round-robin': { instances: 16, distribution: 'round-robin', queueLimit: 1000 },
  'least-connections': { instances: 16, distribution: 'least-connections', queueLimit: 1000 },
  'power-of-two': { instances: 16, distribution: 'power-of-two', queueLimit: 1000 },
}
