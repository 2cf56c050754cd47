import { describe, expect, test } from 'vitest'
import { mmc, mmck, mva } from '../../src/capacity/index.ts'
import { hdrQuantile } from '../../src/metrics/index.ts'
import { runSimulation, type SimulationModel } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

const known = new WeakMap<SimulationModel, ReturnType<typeof runSimulation>[]>()

/** The mean of a figure over ten seeds, which a model is simulated with once. */
function over(model: SimulationModel, figure: (run: ReturnType<typeof runSimulation>) => number): number {
  const runs = known.get(model) ?? Array.from({ length: 10 }, (_, index) => runSimulation(model, index + 1))
  known.set(model, runs)
  return runs.reduce((sum, run) => sum + figure(run), 0) / runs.length
}

function expectNear(actual: number, expected: number, share: number): void {
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(share)
}

describe('a simulation against theory', () => {
  test.each([
    [1, 50, 0.01],
    [4, 30, 0.1],
    [16, 12, 1],
  ])('M/M/%d at %d/s', (slots, ratePerSecond, meanSeconds) => {
    const model: SimulationModel = {
      ...plain,
      ...fleetOf({ slots }),
      arrivals: { kind: 'poisson', ratePerSecond },
      service: { kind: 'exponential', meanSeconds },
      durationSeconds: 30_000 / ratePerSecond,
      warmUpSeconds: 1000 / ratePerSecond,
    }
    const theory = mmc({ ratePerSecond, serviceSeconds: meanSeconds, servers: slots })
    expectNear(
      over(model, (run) => run.meanResponseSeconds ?? 0),
      theory.responseSeconds,
      0.03,
    )
    expectNear(
      over(model, (run) => run.utilization ?? 0),
      theory.utilization,
      0.01,
    )
    expectNear(
      over(model, (run) => run.meanWaiting),
      theory.queueLength,
      0.12,
    )
    expectNear(
      over(model, (run) => run.meanInSystem),
      theory.inSystem,
      0.04,
    )
    expectNear(
      over(model, (run) => (hdrQuantile(run.response, 0.99) ?? 0) / 1e6),
      theory.responseAt(0.99),
      0.05,
    )
  })

  test('the shared queue of four instances is M/M/4', () => {
    const model: SimulationModel = {
      ...plain,
      ...fleetOf({ instances: 4, distribution: 'shared' }),
      arrivals: { kind: 'poisson', ratePerSecond: 300 },
    }
    const theory = mmc({ ratePerSecond: 300, serviceSeconds: 0.01, servers: 4 })
    expectNear(
      over(model, (run) => run.meanResponseSeconds ?? 0),
      theory.responseSeconds,
      0.03,
    )
  })

  test('M/M/c/K loses what it has no place for', () => {
    const model: SimulationModel = {
      ...plain,
      ...fleetOf({ slots: 4, queueLimit: 6 }),
      arrivals: { kind: 'poisson', ratePerSecond: 500 },
    }
    const theory = mmck({ ratePerSecond: 500, serviceSeconds: 0.01, servers: 4, capacity: 10 })
    expectNear(
      over(model, ({ counts }) => counts.failed.refused / counts.arrived),
      theory.blockingProbability,
      0.03,
    )
    expectNear(
      over(model, (run) => run.meanResponseSeconds ?? 0),
      theory.responseSeconds,
      0.03,
    )
  })

  test.each<[SimulationModel['service'], number]>([
    [{ kind: 'constant', meanSeconds: 0.01 }, 0],
    [{ kind: 'erlang', meanSeconds: 0.01, phases: 4 }, 0.25],
    [{ kind: 'lognormal', meanSeconds: 0.01, scv: 2 }, 2],
    [{ kind: 'hyperexponential', meanSeconds: 0.01, scv: 3 }, 3],
    [{ kind: 'pareto', meanSeconds: 0.01, shape: 4.5 }, 1 / (4.5 * 2.5)],
    [{ kind: 'empirical', stretches: [{ fromSeconds: 0, toSeconds: 0.02, count: 7 }] }, 1 / 3],
  ])('M/G/1 with %j waits as Pollaczek and Khinchine say', (service, scv) => {
    const model: SimulationModel = {
      ...plain,
      arrivals: { kind: 'poisson', ratePerSecond: 70 },
      service,
      durationSeconds: 1000,
    }
    const wait = (0.7 * 0.01 * (1 + scv)) / (2 * 0.3)
    expectNear(
      over(model, (run) => run.meanWaitSeconds ?? 0),
      wait,
      0.06,
    )
  })

  test('even arrivals at a constant server never wait', () => {
    const run = runSimulation(
      {
        ...plain,
        arrivals: { kind: 'uniform', ratePerSecond: 100 },
        service: { kind: 'constant', meanSeconds: 0.01 },
      },
      1,
    )
    expect(run.meanWaitSeconds).toBeLessThan(1e-9)
    expect(run.utilization).toBeCloseTo(1, 3)
  })

  test('users that think are a closed network', () => {
    const model: SimulationModel = {
      ...plain,
      arrivals: { kind: 'closed', users: 20, think: { kind: 'exponential', meanSeconds: 0.1 } },
      database: { connections: 1, service: { kind: 'exponential', meanSeconds: 0.005 } },
      ...fleetOf({ slots: 1000 }),
    }
    // So many slots are a delay: it thinks 110 ms, and the database is the only station.
    const theory = mva({ demandsSeconds: [0.005], thinkSeconds: 0.11, population: 20 })
    expectNear(
      over(model, ({ counts, measuredSeconds }) => counts.completed / measuredSeconds),
      theory.throughputPerSecond,
      0.02,
    )
  })

  test.each([
    ['round-robin', 3.4],
    ['power-of-two', 2.95],
    ['least-connections', 2.5],
  ] as const)('%s over ten servers at 0.8 takes less than %d service times', (distribution, most) => {
    const model: SimulationModel = {
      ...plain,
      ...fleetOf({ instances: 10, distribution }),
      arrivals: { kind: 'poisson', ratePerSecond: 800 },
      durationSeconds: 60,
    }
    const times = over(model, (run) => (run.meanResponseSeconds ?? 0) / 0.01)
    expect(times).toBeLessThan(most)
    expect(times).toBeGreaterThan(1)
  })
})
