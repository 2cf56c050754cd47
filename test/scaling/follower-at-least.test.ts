import { describe, expect, test } from 'vitest'
import { type FleetLimits, type FleetSettings, replayFleet } from '../../src/scaling/index.ts'
import { type Follower, followerAtLeast } from '../../src/scaling/joint/follower-at-least.ts'
import { recordedWorkload } from './recorded-load.ts'

const prices = { corePerMonth: 1, gibPerMonth: 0 }
const limits: FleetLimits = {
  busyAtMost: () => 0.8,
  slotsPerPod: null,
  startSeconds: 30,
  metricDelaySeconds: 30,
}
const stepSeconds = 300

/** Every fifth minute of two weeks. */
function thinned(seed: number) {
  const { load } = recordedWorkload(seed)
  const thin = (values: Float64Array): Float64Array => values.filter((_, minute) => minute % 5 === 0)
  return {
    startSeconds: 0,
    stepSeconds,
    cores: thin(load.cores),
    memoryBytes: thin(load.memoryBytes),
    inFlight: null,
  }
}

const follower = (used: Float64Array, targetUtilization: number, minReplicas: number): Follower => ({
  used,
  request: 0.25,
  targetUtilization,
  minReplicas,
  maxReplicas: 60,
  everySeconds: 60,
  metricDelaySeconds: 30,
  startSeconds: 30,
})

describe('what an autoscaler takes at the very least', () => {
  test.each(Array.from({ length: 15 }, (_, index) => index + 1))(
    'is less than it takes, and not by much: seed %d',
    (seed) => {
      const load = thinned(seed)
      for (const targetUtilization of [90, 60, 30])
        for (const minReplicas of [1, 4]) {
          const settings: FleetSettings = {
            cpuRequestMilli: 250,
            cpuLimitMilli: null,
            memoryRequestBytes: 1,
            memoryLimitBytes: null,
            replicas: minReplicas,
            autoscaler: {
              metric: 'cpu',
              minReplicas,
              maxReplicas: 60,
              targetUtilization,
              tolerance: { down: 0.1, up: 0.1 },
              scaleUp: null,
              scaleDown: null,
            },
          }
          const { meanReplicas } = replayFleet(load, settings, limits, prices, 60)
          const taken = meanReplicas * load.cores.length * stepSeconds
          const least = followerAtLeast(load, follower(load.cores, targetUtilization, minReplicas))(0)
          expect(least).toBeLessThanOrEqual(taken)
          expect(least).toBeGreaterThan(taken * 0.6)
        }
    },
  )

  const flat = (days: number, cores: number): Float64Array => new Float64Array(days * 288).fill(cores)
  const least = (used: Float64Array, more: Partial<Follower> = {}) =>
    followerAtLeast({ stepSeconds }, { ...follower(used, 50, 2), ...more })

  test('is known from each day on', () => {
    // 4 cores of a quarter each, at no more than 55 whole per cent: 29 pods; it doubles from 2 at every look.
    const from = least(flat(2, 4))
    expect(from(1)).toBe(29 * (288 - 1) * 300)
    expect(from(0)).toBe((4 + 29 * (576 - 2)) * 300)
    expect(from(2)).toBe(0)
    expect(from(9)).toBe(0)
  })

  test('is within the bounds of the autoscaler, and its floor where nothing is known', () => {
    expect(least(flat(2, 400))(1)).toBe(60 * 287 * 300)
    expect(least(flat(2, 0))(1)).toBe(2 * 287 * 300)
    expect(least(flat(2, Number.NaN))(1)).toBe(2 * 287 * 300)
  })

  test('is not known where pods start slowly, or a step is in two days', () => {
    expect(least(flat(2, 4), { startSeconds: 61 })(0)).toBe(0)
    expect(followerAtLeast({ stepSeconds: 7 * 3600 }, follower(flat(2, 4), 50, 2))(0)).toBe(0)
  })
})
