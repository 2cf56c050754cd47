import { describe, expect, test } from 'vitest'
import { mmc } from '../../src/capacity/index.ts'
import { hdrQuantile } from '../../src/metrics/index.ts'
import {
  replicate,
  runSimulation,
  type SimulationModel,
  type SimulationScans,
} from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

type Scans = NonNullable<SimulationModel['scans']>
const everyOne: Scans = {
  share: 1,
  workers: 1,
  service: { kind: 'constant', meanSeconds: 1 },
  queueLimit: null,
  redeliverySeconds: null,
}

function withScans(changes: Partial<Scans>, more: Partial<SimulationModel> = {}): SimulationModel {
  return { ...plain, ...more, scans: { ...everyOne, ...changes } }
}

function scansOf(model: SimulationModel, seed = 1): SimulationScans {
  const { scans } = runSimulation(model, seed)
  if (scans === null) throw new Error('a model with scans')
  return scans
}

/** Requests at so many seconds, each answered after 1 ms. */
function requestsAt(atSeconds: readonly number[], durationSeconds: number): Partial<SimulationModel> {
  return {
    arrivals: { kind: 'trace', atSeconds },
    service: { kind: 'constant', meanSeconds: 0.001 },
    durationSeconds,
    warmUpSeconds: 0,
  }
}

describe('a queue in front of scan workers', () => {
  test('is M/M/c behind M/M/1, whose answers leave it as evenly as they came', () => {
    const model = withScans(
      { share: 0.5, workers: 4, service: { kind: 'exponential', meanSeconds: 0.1 } },
      { durationSeconds: 400 },
    )
    const { scans } = replicate(model, { seed: 1, precision: 0, leastRuns: 10, mostRuns: 10 })
    const theory = mmc({ ratePerSecond: 25, serviceSeconds: 0.1, servers: 4 })
    const { meanWait, meanTotal, utilization, meanBacklog, donePerSecond } = scans ?? {}
    expect((meanWait?.value ?? 0) / theory.waitSeconds).toBeCloseTo(1, 1)
    expect((meanTotal?.value ?? 0) / theory.responseSeconds).toBeCloseTo(1, 1)
    expect((meanBacklog?.value ?? 0) / theory.queueLength).toBeCloseTo(1, 1)
    expect(utilization?.value).toBeCloseTo(theory.utilization, 1)
    expect((donePerSecond?.value ?? 0) / 25).toBeCloseTo(1, 1)
    const p99 = scans?.totalAt(0.99)
    expect((p99?.value ?? 0) / theory.responseAt(0.99)).toBeCloseTo(1, 1)
    expect(p99?.low).toBeLessThan(p99?.value ?? 0)
    expect((scans?.waitAt(0.99)?.value ?? 0) / theory.waitAt(0.99)).toBeCloseTo(1, 1)
  })

  test('is worked off first come first served', () => {
    // In hand at 1 ms, 1.001 and 2.001 s.
    const scans = scansOf(withScans({}, requestsAt([0, 0.1, 0.2], 2.5)))
    expect(scans.counts).toEqual({
      queuedBefore: 0,
      queued: 3,
      done: 2,
      refused: 0,
      redelivered: 0,
      waiting: 0,
      running: 1,
    })
    expect(scans.meanWaitSeconds).toBeCloseTo(0.9 / 2, 9)
    expect(scans.meanTotalSeconds).toBeCloseTo((1 + 1.9) / 2, 9)
    expect(scans.meanBacklog).toBeCloseTo((0.9 + 1.8) / 2.5, 9)
    expect(scans.utilization).toBeCloseTo(2.499 / 2.5, 9)
    expect(scans.largestBacklog).toBe(2)
    expect(scans.oldestSeconds).toBeNull()
    expect(scans.total.maximum).toBe(1.9e6)
    expect(scans.wait.minimum).toBe(0)
  })

  test('knows how old the oldest job is', () => {
    const { oldestSeconds, counts } = scansOf(withScans({}, requestsAt([0, 0.1, 0.2, 0.3], 1.5)))
    expect(counts).toMatchObject({ done: 1, running: 1, waiting: 2 })
    expect(oldestSeconds).toBeCloseTo(1.5 - 0.201, 9)
  })

  test('was never one where each job finds an idle worker', () => {
    const { largestBacklog, meanBacklog } = scansOf(withScans({ workers: 3 }, requestsAt([0, 0.1, 0.2], 5)))
    expect([largestBacklog, meanBacklog]).toEqual([0, 0])
  })

  test('refuses what it has no place for', () => {
    const model = withScans({ queueLimit: 1 }, requestsAt([0, 0.1, 0.2, 0.3], 0.9))
    expect(scansOf(model).counts).toMatchObject({ queued: 2, refused: 2, running: 1, waiting: 1 })
    const none = scansOf(withScans({ queueLimit: 0 }, requestsAt([0, 0.1], 0.9)))
    expect(none.counts).toMatchObject({ queued: 1, refused: 1 })
    const { scans } = replicate(model, { seed: 1, precision: 1, leastRuns: 2, mostRuns: 2 })
    expect(scans).toMatchObject({ refusedShare: { value: 0.5 }, largestBacklog: 1, counts: { refused: 4 } })
  })

  test('leaves the requests what they are without it', () => {
    const model = { ...plain, durationSeconds: 20, warmUpSeconds: 0 }
    const { scans, events, ...run } = runSimulation({ ...model, scans: everyOne }, 3)
    const { scans: without, events: fewer, ...plainRun } = runSimulation(model, 3)
    expect(run).toEqual(plainRun)
    expect(without).toBeNull()
    expect(events).toBe(fewer + (scans?.counts.done ?? 0))
    expect(replicate(model, { seed: 1, precision: 1 }).scans).toBeNull()
  })

  test('has windows that add up to the whole', () => {
    const model = withScans({ share: 0.02 }, { durationSeconds: 60, warmUpSeconds: 0, windowSeconds: 20 })
    const { windows, scans } = runSimulation(model, 2)
    const done = windows.reduce((sum, window) => sum + (window.scans?.done ?? 0), 0)
    const backlog = windows.reduce((sum, window) => sum + (window.scans?.backlog ?? 0), 0) / 3
    expect(windows).toHaveLength(3)
    expect(done).toBe(scans?.counts.done)
    expect(backlog).toBeCloseTo(scans?.meanBacklog ?? 0, 9)
    expect(backlog).toBeGreaterThan(0.1)
    expect(
      runSimulation({ ...plain, durationSeconds: 20, windowSeconds: 10 }, 1).windows[0]?.scans,
    ).toBeNull()
  })
})

describe('workers that fail', () => {
  const failures = { meanUpSeconds: 20, meanDownSeconds: 2 }
  const busy = (changes: Partial<Scans>): SimulationModel =>
    withScans(
      { share: 0.05, workers: 4, service: { kind: 'exponential', meanSeconds: 1.5 }, ...changes },
      { failures, ...fleetOf({ instances: 4 }), durationSeconds: 300 },
    )

  test.each<[string, Partial<Scans>]>([
    ['at once', { redeliverySeconds: null }],
    ['after a while', { redeliverySeconds: 30 }],
    ['into a full queue', { redeliverySeconds: 5, queueLimit: 3, workers: 2 }],
  ])('lose no job: it comes back %s', (_, changes) => {
    for (let seed = 1; seed <= 5; seed++) {
      const { counts, largestBacklog, utilization } = scansOf(busy(changes), seed)
      expect(counts.queuedBefore + counts.queued).toBe(counts.done + counts.waiting + counts.running)
      expect(counts.redelivered).toBeGreaterThan(10)
      expect(counts.done).toBeGreaterThan(100)
      expect(utilization).toBeLessThanOrEqual(1)
      expect(utilization).toBeGreaterThan(0.8)
      // What comes back is never refused.
      if (changes.queueLimit === 3) expect(largestBacklog).toBeLessThanOrEqual(3 + 2)
    }
  })

  test('cost the time until the job is back', () => {
    const total = (redeliverySeconds: number | null): number =>
      scansOf(busy({ redeliverySeconds, workers: 12 })).total.maximum
    expect(total(null)).toBeLessThan(25e6)
    expect(total(30)).toBeGreaterThan(30e6)
  })

  test('have their job first in the queue when it is back', () => {
    // Three jobs of 10 s, the last one queued at 9 s; the second fails once, and the worker is back at `back`.
    const model = withScans(
      { service: { kind: 'constant', meanSeconds: 10 } },
      {
        ...requestsAt([0, 0.002, 9], 60),
        failures: { meanUpSeconds: 25, meanDownSeconds: 1 },
        ...fleetOf({ instances: 20, distribution: 'least-connections' }),
      },
    )
    const seeds = Array.from({ length: 300 }, (_, index) => index + 1)
    const wanted = seeds.flatMap((seed) => {
      const scans = scansOf(model, seed)
      const isIt = scans.counts.done === 3 && scans.counts.redelivered === 1 && scans.total.minimum < 10.1e6
      // Where the third one had failed, the second would have taken 20 s.
      return isIt && (hdrQuantile(scans.total, 0.5) ?? 0) > 20.1e6 ? [scans] : []
    })
    expect(wanted.length).toBeGreaterThan(3)
    for (const { total, meanTotalSeconds } of wanted) {
      const back = (3 * (meanTotalSeconds ?? 0) - 10 - 10 - 11) / 2
      expect(total.maximum / 1e6).toBeCloseTo(back + 11, 1)
    }
  })
})
