import { mg1, mmc, mmck, powerOfD } from '../../../src/capacity/index.ts'
import type { SimulationModel } from '../../../src/simulation/index.ts'
import { fleetOf, plain } from '../../simulation/models.ts'
import { foundInFleet } from './exact-two-choices.ts'
import {
  balancedBranches,
  constantServiceResponse,
  foundInLargeFleet,
  responseAfter,
  twoBranchResponse,
} from './response-laws.ts'
import { lossShare, meanResponse, meanWait, responses, type TheoryCase } from './theory-case.ts'

const serviceSeconds = 0.01
const utilization = 0.5
const usual = [0.5, 0.9, 0.99]

/** So many servers at half of their load, for so many requests each run; what came in the first service times is left out. */
function modelOf(
  servers: number,
  requests: number,
  fleet: Partial<SimulationModel['fleet']>,
  service: SimulationModel['service'] = { kind: 'exponential', meanSeconds: serviceSeconds },
  warmUpTimes = 100,
): SimulationModel {
  const ratePerSecond = (servers * utilization) / serviceSeconds
  return {
    ...plain,
    ...fleetOf(fleet),
    arrivals: { kind: 'poisson', ratePerSecond },
    service,
    durationSeconds: requests / ratePerSecond,
    warmUpSeconds: warmUpTimes * serviceSeconds,
  }
}

/** Computed once, when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let known: { value: T } | null = null
  return () => {
    known ??= { value: compute() }
    return known.value
  }
}

const one = mmc({ ratePerSecond: 50, serviceSeconds, servers: 1 })
const two = mmc({ ratePerSecond: 100, serviceSeconds, servers: 2 })
const limited = mmck({ ratePerSecond: 100, serviceSeconds, servers: 2, capacity: 4 })
const constant = mg1({ ratePerSecond: 50, serviceSeconds, serviceScv: 0 })
const spread = mg1({ ratePerSecond: 50, serviceSeconds, serviceScv: 2 })
const spreadAt = twoBranchResponse(50, balancedBranches(serviceSeconds, 2))
const constantAt = constantServiceResponse(utilization)
const ofTen = once(() => responseAfter(foundInFleet(10, utilization, 6)))
const ofMany = once(() => responseAfter(foundInLargeFleet(utilization)))

/** Each with so many requests that no mean half-width passes 5 % of its figure. */
export const theoryCases: readonly TheoryCase[] = [
  {
    name: 'M/M/1',
    source: 'exact',
    model: modelOf(1, 6000, {}),
    runs: 25,
    figures: [
      meanResponse(() => one.responseSeconds),
      meanWait(() => one.waitSeconds),
      ...responses(usual, one.responseAt),
    ],
  },
  {
    name: 'M/M/c, c = 2',
    source: 'exact, Erlang C',
    model: modelOf(2, 8000, { slots: 2 }),
    runs: 25,
    figures: [
      meanResponse(() => two.responseSeconds),
      meanWait(() => two.waitSeconds),
      ...responses(usual, two.responseAt),
    ],
  },
  {
    // Half of the requests never wait, so that p50 lies on the edge of a jump, where no interval holds it.
    name: 'M/D/1',
    source: 'exact, Pollaczek and Khinchine, Erlang 1909',
    model: modelOf(1, 4000, {}, { kind: 'constant', meanSeconds: serviceSeconds }),
    runs: 25,
    figures: [
      meanResponse(() => constant.responseSeconds),
      meanWait(() => constant.waitSeconds),
      ...responses([0.9, 0.99], (p) => constantAt(p) * serviceSeconds),
    ],
  },
  {
    name: 'M/G/1, hyperexponential, cs2 = 2',
    source: 'exact, Pollaczek and Khinchine',
    model: modelOf(1, 11_000, {}, { kind: 'hyperexponential', meanSeconds: serviceSeconds, scv: 2 }),
    runs: 25,
    figures: [
      meanResponse(() => spread.responseSeconds),
      meanWait(() => spread.waitSeconds),
      ...responses(usual, spreadAt),
    ],
  },
  {
    name: 'M/M/c/K, c = 2, K = 4',
    source: 'exact',
    model: modelOf(2, 7500, { slots: 2, queueLimit: 2 }),
    runs: 25,
    figures: [
      meanResponse(() => limited.responseSeconds),
      meanWait(() => limited.waitSeconds),
      ...responses(usual, limited.responseAt),
      lossShare(() => limited.blockingProbability),
    ],
  },
  {
    name: 'power of 2, 10 servers',
    source: 'exact, the Markov chain of 10 queues',
    model: modelOf(10, 4000, { instances: 10, distribution: 'power-of-two' }),
    runs: 25,
    figures: [
      meanResponse(() => ofTen().mean * serviceSeconds),
      meanWait(() => (ofTen().mean - 1) * serviceSeconds),
      ...responses(usual, (p) => ofTen().at(p) * serviceSeconds),
    ],
  },
  {
    // What takes long began long before: the warm-up outlasts the longest of those that are counted.
    name: 'power of 2, 500 servers',
    source: 'the law of infinitely many, calc power-of-d',
    model: modelOf(500, 4000, { instances: 500, distribution: 'power-of-two' }, undefined, 30),
    runs: 20,
    figures: [
      meanResponse(() => powerOfD({ utilization, choices: 2 }) * serviceSeconds),
      meanWait(() => (powerOfD({ utilization, choices: 2 }) - 1) * serviceSeconds),
      ...responses(usual, (p) => ofMany().at(p) * serviceSeconds),
    ],
  },
]
