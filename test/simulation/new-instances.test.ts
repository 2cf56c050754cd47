import { describe, expect, test } from 'vitest'
import { runSimulation, type SimulationModel } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

/** Two instances, and from the first look on as many as `replicas`. */
function scaledTo(replicas: number, changes: Partial<SimulationModel>): SimulationModel {
  return {
    ...plain,
    ...fleetOf({ instances: 2, zones: 2, distribution: 'least-connections', startSeconds: 5 }),
    arrivals: { kind: 'poisson', ratePerSecond: 20 },
    autoscaler: {
      kind: 'target-tracking',
      minReplicas: replicas,
      maxReplicas: replicas,
      everySeconds: 10,
      delaySeconds: 0,
      metricSeconds: 10,
      targetUtilization: 50,
      downAfterSeconds: 0,
    },
    warmUpSeconds: 0,
    ...changes,
  }
}

/** Slots that were up in the mean, window by window. */
function upIn(model: SimulationModel, seed = 1): number[] {
  return runSimulation(model, seed).windows.map(({ busy, utilization }) => busy / (utilization ?? 0))
}

describe('instances that an autoscaler adds', () => {
  test('fail as often as those that were there', () => {
    const failures = { meanUpSeconds: 100, meanDownSeconds: 50 }
    const [up = 0] = upIn(scaledTo(10, { failures, durationSeconds: 10_000, windowSeconds: 10_000 }))
    // Two thirds of ten.
    expect(up).toBeGreaterThan(6)
    expect(up).toBeLessThan(7.3)
  })

  test('wait for their zone where it is lost', () => {
    const model = scaledTo(6, {
      zoneLoss: { atSeconds: 5, forSeconds: 35, zone: 1 },
      durationSeconds: 60,
      windowSeconds: 20,
    })
    const [, lost = 0, after = 0] = upIn(model)
    expect(lost).toBeCloseTo(3, 9)
    expect(after).toBeCloseTo(6, 9)
  })
})

describe('instances that an autoscaler takes away', () => {
  const shrinking = (failures: SimulationModel['failures']): SimulationModel => ({
    ...scaledTo(2, { failures, durationSeconds: 3000 }),
    ...fleetOf({ instances: 20, distribution: 'least-connections' }),
  })

  test('have no failures any more', () => {
    const failures = { meanUpSeconds: 1, meanDownSeconds: 1 }
    const few: SimulationModel = {
      ...shrinking(failures),
      arrivals: { kind: 'uniform', ratePerSecond: 0.001 },
    }
    // Two instances fail and come back once in 2 s each: about 3000 times each way; twenty would ten times as often.
    expect(runSimulation(few, 1).events).toBeLessThan(8000)
    expect(runSimulation({ ...few, autoscaler: null }, 1).events).toBeGreaterThan(40_000)
  })

  test('are lost with their zone while they work off what they have', () => {
    const model: SimulationModel = {
      ...scaledTo(1, { durationSeconds: 100 }),
      arrivals: { kind: 'trace', atSeconds: [0, 0.1] },
      service: { kind: 'constant', meanSeconds: 50 },
      zoneLoss: { atSeconds: 20, forSeconds: 1000, zone: 1 },
    }
    const { counts, instanceSeconds } = runSimulation(model, 1)
    expect(counts).toMatchObject({ completed: 1, gaveUp: 1, failed: { lost: 1 } })
    expect(instanceSeconds).toBeCloseTo(100 + 20, 6)
  })
})
