import { describe, expect, test } from 'vitest'
import { runSimulation, type SimulationModel } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

type Autoscaler = NonNullable<SimulationModel['autoscaler']>
const looks = { minReplicas: 2, maxReplicas: 20, everySeconds: 15, delaySeconds: 15, metricSeconds: 30 }
const hpa: Autoscaler = {
  ...looks,
  kind: 'hpa',
  targetUtilization: 50,
  tolerance: 0.1,
  scaleUp: null,
  scaleDown: null,
}

function growing(autoscaler: Autoscaler): SimulationModel {
  return {
    ...plain,
    ...fleetOf({ instances: 2, slots: 4, distribution: 'least-connections', startSeconds: 20 }),
    arrivals: {
      kind: 'pattern',
      points: [
        { atSeconds: 0, ratePerSecond: 25 },
        { atSeconds: 600, ratePerSecond: 25 },
        { atSeconds: 601, ratePerSecond: 200 },
        { atSeconds: 1800, ratePerSecond: 200 },
        { atSeconds: 1801, ratePerSecond: 25 },
        { atSeconds: 3600, ratePerSecond: 25 },
      ],
      periodSeconds: 3600,
    },
    service: { kind: 'exponential', meanSeconds: 0.08 },
    autoscaler,
    durationSeconds: 3600,
    warmUpSeconds: 0,
    windowSeconds: 300,
  }
}

describe('an autoscaler in the loop', () => {
  test('of Kubernetes brings the utilization to its target and goes back after five quiet minutes', () => {
    const { windows, counts, instanceSeconds } = runSimulation(growing(hpa), 1)
    const instances = windows.map((window) => window.instances)
    // 16 busy slots at 50 % of 4 each are 8 instances.
    expect(instances[4]).toBeGreaterThan(7)
    expect(instances[4]).toBeLessThan(10)
    expect(instances[0]).toBeCloseTo(2, 1)
    expect(instances.at(-1)).toBeCloseTo(2, 1)
    // Not at once: the window of 300 s down.
    expect(instances[6]).toBeGreaterThan(5)
    expect(instanceSeconds).toBeLessThan(3600 * 9)
    expect(counts.completed + counts.inFlight).toBe(counts.arrived)
  })

  test('of Kubernetes takes nothing away before its window is over, not even of what it began with', () => {
    const quiet: SimulationModel = {
      ...growing(hpa),
      ...fleetOf({ instances: 8, slots: 4, distribution: 'least-connections' }),
      arrivals: { kind: 'poisson', ratePerSecond: 25 },
      durationSeconds: 600,
      windowSeconds: 100,
    }
    const instances = runSimulation(quiet, 1).windows.map((window) => window.instances)
    expect(instances.slice(0, 3)).toEqual([8, 8, 8])
    expect(instances.at(-1)).toBeCloseTo(2, 1)
  })

  test('of the guide adds one at a time, and stays behind', () => {
    const guide: Autoscaler = { ...looks, kind: 'guide', targetLoad: 50, everySeconds: 60 }
    const [slow, fast] = [runSimulation(growing(guide), 1), runSimulation(growing(hpa), 1)]
    expect(slow.windows[2]?.instances).toBeLessThan((fast.windows[2]?.instances ?? 0) - 2)
    expect(slow.meanResponseSeconds).toBeGreaterThan((fast.meanResponseSeconds ?? 0) * 2)
  })

  test('that tracks a target keeps it', () => {
    const tracking: Autoscaler = {
      ...looks,
      kind: 'target-tracking',
      targetUtilization: 50,
      downAfterSeconds: 300,
    }
    const { windows } = runSimulation(growing(tracking), 1)
    expect(windows[4]?.instances).toBeGreaterThan(7)
    expect(windows[4]?.instances).toBeLessThan(10)
    expect(windows.at(-1)?.instances).toBeCloseTo(2, 1)
  })

  test('stays within its bounds', () => {
    const { windows } = runSimulation(growing({ ...hpa, maxReplicas: 5 }), 1)
    expect(Math.max(...windows.map(({ instances }) => instances))).toBeLessThanOrEqual(5)
    expect(Math.min(...windows.map(({ instances }) => instances))).toBeGreaterThanOrEqual(2)
  })

  test('loses no request when it takes instances away', () => {
    const { counts } = runSimulation(growing(hpa), 2)
    expect(counts).toMatchObject({ gaveUp: 0, failed: { refused: 0, timedOut: 0, lost: 0, unreachable: 0 } })
  })

  test('that looks at an old metric reacts late', () => {
    const late = runSimulation(growing({ ...hpa, delaySeconds: 120 }), 1)
    const early = runSimulation(growing({ ...hpa, delaySeconds: 0 }), 1)
    expect(late.windows[2]?.instances).toBeLessThan(early.windows[2]?.instances ?? 0)
  })
})
