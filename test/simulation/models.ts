import type { SimulationModel } from '../../src/simulation/index.ts'

/** One server with a queue without end, half busy: 50 a second, 10 ms each. */
export const plain: SimulationModel = {
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  service: { kind: 'exponential', meanSeconds: 0.01 },
  fleet: { instances: 1, slots: 1, distribution: 'round-robin', queueLimit: null, zones: 1, startSeconds: 0 },
  timeoutSeconds: null,
  retries: null,
  failures: null,
  zoneLoss: null,
  cache: null,
  database: null,
  scans: null,
  autoscaler: null,
  slo: null,
  durationSeconds: 200,
  warmUpSeconds: 10,
  windowSeconds: null,
}

/** Another fleet. */
export function fleetOf(changes: Partial<SimulationModel['fleet']>): { fleet: SimulationModel['fleet'] } {
  return { fleet: { ...plain.fleet, ...changes } }
}
