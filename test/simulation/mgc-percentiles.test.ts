import { describe, expect, test } from 'vitest'
import { mgc } from '../../src/capacity/index.ts'
import { hdrQuantile } from '../../src/metrics/index.ts'
import {
  replicate,
  type ServiceModel,
  type SimulationModel,
  serviceMoments,
} from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

const services: ServiceModel[] = [
  { kind: 'constant', meanSeconds: 0.01 },
  { kind: 'erlang', meanSeconds: 0.01, phases: 4 },
  { kind: 'lognormal', meanSeconds: 0.01, scv: 2 },
  { kind: 'hyperexponential', meanSeconds: 0.01, scv: 4 },
]
const cases = services.flatMap((service) =>
  [1, 8].flatMap((servers) => [0.5, 0.8].map((utilization) => ({ service, servers, utilization }))),
)

describe('the approximate percentiles of M/G/c', () => {
  test.each(cases)('come near the simulated ones: %j', ({ service, servers, utilization }) => {
    const ratePerSecond = (servers * utilization) / 0.01
    const model: SimulationModel = {
      ...plain,
      ...fleetOf({ slots: servers }),
      arrivals: { kind: 'poisson', ratePerSecond },
      service,
      durationSeconds: 40_000 / ratePerSecond,
      warmUpSeconds: 1,
    }
    const { scv } = serviceMoments(service)
    const queue = mgc({ ratePerSecond, serviceSeconds: 0.01, servers, serviceScv: scv })
    const summary = replicate(model, { seed: 1, precision: 0, leastRuns: 5, mostRuns: 5 })
    for (const p of [0.95, 0.99]) {
      const truth = summary.responseAt(p)?.value ?? Number.NaN
      expect(
        Math.abs(queue.responseAt(p) / truth - 1),
        `p${p * 100} ${queue.responseAt(p)} for ${truth}`,
      ).toBeLessThan(0.25)
      const wait = (hdrQuantile(summary.first.wait, p) ?? Number.NaN) / 1e6
      // In service times, where next to nobody waits.
      expect(Math.abs(queue.waitAt(p) - wait) / Math.max(wait, 0.01), `wait p${p * 100}`).toBeLessThan(0.35)
    }
  })
})
