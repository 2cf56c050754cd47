import { describe, expect, test } from 'vitest'
import { redundantFleet } from '../../src/capacity/index.ts'
import { runSimulation, type SimulationCounts, type SimulationModel } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

function expectConserved({
  arrived,
  completed,
  gaveUp,
  inFlight,
  inFlightBefore,
  attempts,
  failed,
  retries,
}: SimulationCounts): void {
  expect(arrived + inFlightBefore).toBe(completed + gaveUp + inFlight)
  const lost = failed.refused + failed.timedOut + failed.lost + failed.unreachable
  expect(lost).toBe(gaveUp + retries)
  expect(attempts + inFlightBefore).toBeGreaterThanOrEqual(completed)
}

describe('what goes wrong', () => {
  const busy: SimulationModel = {
    ...plain,
    arrivals: { kind: 'poisson', ratePerSecond: 120 },
    timeoutSeconds: 0.1,
    retries: { attempts: 3, budget: 0.2, backoffSeconds: 0.05 },
    ...fleetOf({ instances: 2, queueLimit: 20 }),
    durationSeconds: 60,
  }

  test.each<[string, Partial<SimulationModel>]>([
    ['nothing', {}],
    ['too much', { arrivals: { kind: 'poisson', ratePerSecond: 400 } }],
    ['bursts', { arrivals: { kind: 'bursts', ratePerSecond: 150, factor: 6, share: 0.1, burstSeconds: 2 } }],
    ['instances that fail', { failures: { meanUpSeconds: 5, meanDownSeconds: 1 } }],
    [
      'a zone that is lost',
      {
        ...fleetOf({ instances: 4, zones: 2, queueLimit: 5 }),
        zoneLoss: { atSeconds: 30, forSeconds: 10, zone: 1 },
      },
    ],
    [
      'the same with a shared queue',
      {
        ...fleetOf({ instances: 4, zones: 2, queueLimit: 5, distribution: 'shared' }),
        zoneLoss: { atSeconds: 30, forSeconds: 10, zone: 1 },
      },
    ],
    [
      'a slow database',
      {
        database: { connections: 2, service: { kind: 'exponential', meanSeconds: 0.02 } },
        failures: { meanUpSeconds: 3, meanDownSeconds: 1 },
      },
    ],
    ['a cache', { cache: { hitRatio: 0.8, service: { kind: 'constant', meanSeconds: 0.001 } } }],
    [
      'closed users',
      { arrivals: { kind: 'closed', users: 50, think: { kind: 'exponential', meanSeconds: 0.05 } } },
    ],
    [
      'a trace',
      { arrivals: { kind: 'trace', atSeconds: Array.from({ length: 5000 }, (_, index) => index / 90) } },
    ],
  ])('%s: every request is accounted for', (_, changes) => {
    for (let seed = 1; seed <= 5; seed++) {
      const run = runSimulation({ ...busy, ...changes }, seed)
      expectConserved(run.counts)
      expect(run.counts.completed).toBeGreaterThan(100)
      expect(run.counts.inFlight).toBeGreaterThanOrEqual(0)
      expect(run.utilization).toBeLessThanOrEqual(1 + 1e-9)
      expect(run.response.total).toBe(run.counts.completed)
    }
  })

  test('who waits too long gives up at once, and what is in service is done for nobody', () => {
    const model: SimulationModel = {
      ...plain,
      arrivals: { kind: 'trace', atSeconds: [0, 0.01, 0.02] },
      service: { kind: 'constant', meanSeconds: 1 },
      timeoutSeconds: 0.5,
      durationSeconds: 10,
      warmUpSeconds: 0,
    }
    const run = runSimulation(model, 1)
    expect(run.counts).toMatchObject({ arrived: 3, completed: 0, gaveUp: 3, failed: { timedOut: 3 } })
    expect((run.utilization ?? 0) * 10).toBeCloseTo(1, 9)
  })

  test('a retry is another try of the same request', () => {
    const model: SimulationModel = {
      ...plain,
      arrivals: { kind: 'trace', atSeconds: [0, 0.001] },
      service: { kind: 'constant', meanSeconds: 0.02 },
      retries: { attempts: 2, budget: 0, backoffSeconds: 0.1 },
      ...fleetOf({ queueLimit: 0 }),
      durationSeconds: 1,
      warmUpSeconds: 0,
    }
    const { counts, meanResponseSeconds } = runSimulation(model, 1)
    expect(counts).toMatchObject({
      arrived: 2,
      completed: 2,
      gaveUp: 0,
      attempts: 3,
      retries: 1,
      failed: { refused: 1 },
    })
    // The second one came at 1 ms and was sent again 50 to 100 ms later.
    expect(meanResponseSeconds).toBeGreaterThan((0.02 + 0.07) / 2)
    expect(meanResponseSeconds).toBeLessThan((0.02 + 0.12) / 2)
  })

  test('retries without a budget stop after ten', () => {
    const model: SimulationModel = {
      ...plain,
      arrivals: { kind: 'trace', atSeconds: Array.from({ length: 100 }, (_, index) => index / 1000) },
      service: { kind: 'constant', meanSeconds: 10 },
      retries: { attempts: 5, budget: 0, backoffSeconds: 0.001 },
      ...fleetOf({ queueLimit: 0 }),
      durationSeconds: 5,
      warmUpSeconds: 0,
    }
    expect(runSimulation(model, 1).counts).toMatchObject({ retries: 10, gaveUp: 99 })
  })

  test('a lost zone leaves the others the work, and N + 1 zones carry it', () => {
    const { total } = redundantFleet(4, { spare: 1, zones: 3 })
    const model: SimulationModel = {
      ...plain,
      arrivals: { kind: 'poisson', ratePerSecond: 300 },
      ...fleetOf({ instances: total, zones: 3, distribution: 'least-connections' }),
      zoneLoss: { atSeconds: 50, forSeconds: 50, zone: 0 },
      durationSeconds: 150,
      warmUpSeconds: 0,
      windowSeconds: 50,
    }
    const { windows, counts } = runSimulation(model, 1)
    expect(windows.map(({ busy }) => Math.round(busy))).toEqual([3, 3, 3])
    expect(windows.every(({ p99Seconds }) => (p99Seconds ?? 1) < 0.1)).toBe(true)
    expect(counts.failed.lost).toBeGreaterThan(0)
    expect(counts.failed.lost).toBeLessThan(20)
  })

  test('a fleet that is gone answers nobody', () => {
    const model: SimulationModel = {
      ...plain,
      zoneLoss: { atSeconds: 0, forSeconds: 1000, zone: 0 },
      durationSeconds: 10,
      warmUpSeconds: 0,
    }
    const { counts, utilization } = runSimulation(model, 1)
    expect(counts.completed).toBe(0)
    expect(counts.failed.unreachable).toBe(counts.arrived)
    expect(utilization).toBeNull()
  })

  test('windows add up to the whole', () => {
    const { windows, counts, measuredSeconds } = runSimulation(
      { ...busy, warmUpSeconds: 0, windowSeconds: 10 },
      3,
    )
    expect(windows).toHaveLength(6)
    expect(windows.reduce((sum, { completed }) => sum + completed, 0)).toBe(counts.completed)
    expect(windows.reduce((sum, { arrived }) => sum + arrived, 0)).toBe(counts.arrived)
    expect(measuredSeconds).toBe(60)
  })
})

describe('chance', () => {
  test('one seed gives one run, and another one another', () => {
    const text = (seed: number): string =>
      JSON.stringify(runSimulation({ ...plain, durationSeconds: 20 }, seed), (_, value) =>
        ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
      )
    expect(text(7)).toBe(text(7))
    expect(text(7)).not.toBe(text(8))
  })

  test('two balancers get the same arrivals and the same work', () => {
    const model = (distribution: 'round-robin' | 'least-connections'): SimulationModel => ({
      ...plain,
      ...fleetOf({ instances: 4, distribution }),
      arrivals: { kind: 'poisson', ratePerSecond: 100 },
      warmUpSeconds: 0,
    })
    const [a, b] = [runSimulation(model('round-robin'), 5), runSimulation(model('least-connections'), 5)]
    expect(a.counts.arrived).toBe(b.counts.arrived)
    expect(a.utilization).toBeCloseTo(b.utilization ?? 0, 3)
  })
})
