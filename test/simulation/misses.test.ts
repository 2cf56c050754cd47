import { describe, expect, test } from 'vitest'
import { replicate, runSimulation, type SimulationModel } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

/** Answered after 1, 1.99 and 2.98 s. */
const three: SimulationModel = {
  ...plain,
  arrivals: { kind: 'trace', atSeconds: [0, 0.01, 0.02] },
  service: { kind: 'constant', meanSeconds: 1 },
  durationSeconds: 7.5,
  warmUpSeconds: 0,
  windowSeconds: 2.5,
}

describe('misses', () => {
  test.each([
    [0.99, [2, 1, 0]],
    [1, [1, 1, 0]],
    [2, [0, 1, 0]],
    [3, [0, 0, 0]],
  ])(
    'of an objective of %d s are those answered later, in the window of the answer',
    (atMostSeconds, each) => {
      const { windows, counts } = runSimulation({ ...three, slo: { atMostSeconds } }, 1)
      expect(windows.map(({ missed }) => missed)).toEqual(each)
      expect(counts.missed).toBe(each.reduce((sum, missed) => sum + missed, 0))
    },
  )

  test('are also those that gave up, when they did', () => {
    const impatient = { ...three, timeoutSeconds: 0.5, slo: { atMostSeconds: 10 } }
    const { windows, counts } = runSimulation(impatient, 1)
    expect(counts).toMatchObject({ gaveUp: 3, missed: 3 })
    expect(windows.map(({ missed }) => missed)).toEqual([3, 0, 0])
  })

  test('are counted for nobody where there is no objective', () => {
    const { windows, counts } = runSimulation({ ...three, timeoutSeconds: 0.5 }, 1)
    expect([counts.missed, windows[0]?.missed]).toEqual([0, 0])
  })

  test('of M/M/1 are as many as theory says, without the warm-up', () => {
    const model = { ...plain, slo: { atMostSeconds: 0.02 } }
    const { missedShare, counts } = replicate(model, { seed: 1, precision: 0, leastRuns: 10, mostRuns: 10 })
    // P(T > t) = e^(-(mu - lambda) t)
    expect(missedShare.low).toBeLessThan(Math.exp(-1))
    expect(missedShare.high).toBeGreaterThan(Math.exp(-1))
    expect(missedShare.high - missedShare.low).toBeLessThan(0.05)
    expect(missedShare.value).toBeCloseTo(counts.missed / counts.arrived, 2)
  })
})

describe('the utilization of a window', () => {
  test('is of the slots that were up then', () => {
    const { windows } = runSimulation(
      {
        ...plain,
        arrivals: { kind: 'uniform', ratePerSecond: 100 },
        service: { kind: 'constant', meanSeconds: 0.0099 },
        ...fleetOf({ instances: 4, zones: 2 }),
        zoneLoss: { atSeconds: 20, forSeconds: 20, zone: 1 },
        durationSeconds: 60,
        warmUpSeconds: 0,
        windowSeconds: 20,
      },
      1,
    )
    const [before = 0, lost = 0, after = 0] = windows.map(({ utilization }) => utilization ?? 0)
    expect(before).toBeCloseTo(0.99 / 4, 3)
    expect(lost).toBeCloseTo(0.99 / 2, 3)
    expect(after).toBeCloseTo(0.99 / 4, 3)
  })

  test('is that of the whole where one window is', () => {
    const run = runSimulation({ ...plain, durationSeconds: 20, warmUpSeconds: 0, windowSeconds: 20 }, 1)
    expect(run.windows.map(({ utilization }) => utilization)).toEqual([run.utilization])
  })

  test('is none where nothing was up', () => {
    const dead = { ...three, zoneLoss: { atSeconds: 0, forSeconds: 1000, zone: 0 } }
    expect(runSimulation(dead, 1).windows[1]?.utilization).toBeNull()
  })
})
