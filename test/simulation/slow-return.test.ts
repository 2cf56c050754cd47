import { expect, test } from 'vitest'
import { runSimulation } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

/** Two instances of 40 slots; the second is away from 20 to 40 s. Windows of 10 s. */
const requestsWaiting = (slowReturnSeconds: number, distribution: 'weighted' | 'peak-ewma') =>
  runSimulation(
    {
      ...plain,
      arrivals: { kind: 'poisson', ratePerSecond: 100 },
      service: { kind: 'exponential', meanSeconds: 0.3 },
      ...fleetOf({ instances: 2, slots: 20, zones: 2, distribution, slowReturnSeconds }),
      zoneLoss: { atSeconds: 20, forSeconds: 20, zone: 1 },
      durationSeconds: 100,
      warmUpSeconds: 0,
      windowSeconds: 10,
    },
    1,
  ).windows.map(({ waiting }) => waiting)

test('an instance that comes back slowly leaves the others more of the work meanwhile', () => {
  const [atOnce, slowly] = [requestsWaiting(0, 'weighted'), requestsWaiting(30, 'weighted')]
  // The same until it is back, from 40 s on.
  expect(slowly.slice(0, 4)).toEqual(atOnce.slice(0, 4))
  for (const window of [4, 5]) expect(slowly[window]).toBeGreaterThan(1.1 * (atOnce[window] ?? 0))
})

test('balancers without weights do not heed it', () => {
  expect(requestsWaiting(30, 'peak-ewma')).toEqual(requestsWaiting(0, 'peak-ewma'))
})
