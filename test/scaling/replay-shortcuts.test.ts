import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FleetLimits, FleetLoad, FleetSettings, HpaRules } from '../../src/scaling/index.ts'
import { loadBetween, replayFleet } from '../../src/scaling/index.ts'
import { podsAtLeast, replayWithin } from '../../src/scaling/replay/index.ts'
import { recordedWorkload } from './recorded-load.ts'
import { replayByTheBook } from './replay-by-the-book.ts'

const prices = { corePerMonth: 20, gibPerMonth: 2.5 }
const gib = 2 ** 30

/** Level stretches with noise, jumps, gaps and kills: long enough that nothing happens for a while, and then something does. */
const stretch = fc.record({
  steps: fc.integer({ min: 1, max: 40 }),
  cores: fc.oneof(fc.double({ min: 0, max: 12, noNaN: true }), fc.constant(Number.NaN)),
  noise: fc.constantFrom(0, 0.01, 0.3),
  memory: fc.constantFrom(0.5, 0.5, 1.5, Number.NaN),
})
const loads = fc
  .record({
    stretches: fc.array(stretch, { minLength: 2, maxLength: 8 }),
    stepSeconds: fc.constantFrom(60, 300, 900, 7000),
    isFlying: fc.boolean(),
  })
  .map(({ stretches, stepSeconds, isFlying }): FleetLoad => {
    const cores = stretches.flatMap((one) =>
      Array.from(
        { length: one.steps },
        (_, step) => one.cores * (1 + one.noise * Math.sin(step * 12.9898) * 0.9),
      ),
    )
    const memory = stretches.flatMap((one) => Array<number>(one.steps).fill(one.memory * gib))
    return {
      startSeconds: 0,
      stepSeconds,
      cores: Float64Array.from(cores),
      memoryBytes: Float64Array.from(memory),
      inFlight: isFlying ? Float64Array.from(cores, (value) => Math.round(value * 9)) : null,
    }
  })
const rules: fc.Arbitrary<HpaRules | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      stabilizationWindowSeconds: fc.constantFrom(0, 60, 300, 1800),
      selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
      policies: fc.array(
        fc.record({
          type: fc.constantFrom('Pods' as const, 'Percent' as const),
          value: fc.integer({ min: 1, max: 100 }),
          periodSeconds: fc.constantFrom(15, 60, 600),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
)
const settings: fc.Arbitrary<FleetSettings> = fc
  .record({
    cpuRequestMilli: fc.constantFrom(100, 250, 333, 1000),
    cpuLimitMilli: fc.constantFrom(null, null, 500, 2000),
    memoryLimitBytes: fc.constantFrom(null, gib),
    replicas: fc.integer({ min: 1, max: 30 }),
    scaler: fc.option(
      fc.record({
        metric: fc.constantFrom('cpu' as const, 'in-flight' as const),
        minReplicas: fc.integer({ min: 1, max: 6 }),
        maxReplicas: fc.integer({ min: 6, max: 40 }),
        targetUtilization: fc.integer({ min: 10, max: 120 }),
        tolerance: fc.constantFrom({ down: 0.1, up: 0.1 }, { down: 0, up: 0.05 }, { down: 0.5, up: 0 }),
        scaleUp: rules,
        scaleDown: rules,
      }),
      { freq: 8 },
    ),
  })
  .map(({ scaler, ...rest }) => ({ ...rest, memoryRequestBytes: gib, autoscaler: scaler }))
const limits: fc.Arbitrary<FleetLimits> = fc
  .record({
    spare: fc.constantFrom(0, 0, 1),
    slotsPerPod: fc.constantFrom(null, 4, 16),
    startSeconds: fc.constantFrom(0, 30, 200, 1000),
    metricDelaySeconds: fc.constantFrom(0, 30, 45, 700),
  })
  .map(({ spare, ...rest }) => ({
    ...rest,
    ...(spare === 0 ? {} : { staying: (pods: number) => Math.max(0, pods - spare) }),
    busyAtMost: (pods) => 1 - 0.5 / Math.max(1, pods),
  }))

describe('the shortcuts of a replay', () => {
  test('change nothing, whatever the load, the settings and the time between two looks', () => {
    fc.assert(
      fc.property(
        loads,
        settings,
        limits,
        fc.constantFrom(15, 60, 97, 300),
        (load, set, limit, everySeconds) => {
          const { costPerMonth: _cost, ...answer } = replayFleet(load, set, limit, prices, everySeconds)
          const book = replayByTheBook(load, set, limit, everySeconds)
          expect({ ...answer, meanReplicas: 0 }).toEqual({ ...book, meanReplicas: 0 })
          expect(answer.meanReplicas).toBeCloseTo(book.meanReplicas, 9)
        },
      ),
      { seed: 11, numRuns: 300 },
    )
  }, 30_000)

  test('nothing that misses no more than it may costs less than is said at the start', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 20, max: 95 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(200, 500, 1000),
        (seed, targetUtilization, floor, cpuRequestMilli) => {
          const { load, slotsPerPod } = recordedWorkload(seed)
          const week = loadBetween(load, 0, 7 * 1440)
          const limit = { busyAtMost: () => 0.8, slotsPerPod, startSeconds: 30, metricDelaySeconds: 30 }
          const set: FleetSettings = {
            cpuRequestMilli,
            cpuLimitMilli: null,
            memoryRequestBytes: gib,
            memoryLimitBytes: null,
            replicas: floor,
            autoscaler: {
              metric: slotsPerPod === null ? 'cpu' : 'in-flight',
              minReplicas: floor,
              maxReplicas: 80,
              targetUtilization,
              tolerance: { down: 0.1, up: 0.1 },
              scaleUp: null,
              scaleDown: null,
            },
          }
          const replay = replayFleet(week, set, limit, prices, 60)
          const atLeast = podsAtLeast(week, set, limit, (day) => replay.missedByDay[day] ?? 0)
          const podSeconds = replay.meanReplicas * 7 * 86_400
          expect(atLeast(floor, 0)).toBeLessThanOrEqual(podSeconds + 1e-6)
          expect(atLeast(floor, 7)).toBe(0)
          // With it, as without it, what keeps to its bounds is told to the end.
          const bounds = {
            missedByDay: (day: number) => replay.missedByDay[day] ?? 0,
            costPerMonth: replay.costPerMonth * (1 + 1e-9),
            podsAtLeast: (day: number) => atLeast(floor, day),
          }
          expect(replayWithin(week, set, limit, prices, 60, bounds)).toEqual(replay)
        },
      ),
      { seed: 3, numRuns: 40 },
    )
  }, 30_000)
})

describe('the least that a load takes', () => {
  const load: FleetLoad = {
    startSeconds: 0,
    stepSeconds: 43_200,
    cores: Float64Array.of(0.5, 3.5, 2.5, Number.NaN),
    memoryBytes: new Float64Array(4),
    inFlight: null,
  }
  const limit = { busyAtMost: () => 1, slotsPerPod: null, startSeconds: 0, metricDelaySeconds: 0 }
  const pod = { cpuRequestMilli: 1000, cpuLimitMilli: null }

  test('is what carries each step, or the floor; the busiest seconds may be missed', () => {
    const strict = podsAtLeast(load, pod, limit, () => 0)
    expect(strict(1, 0)).toBe((1 + 4 + 3 + 1) * 43_200)
    expect(strict(2, 0)).toBe((2 + 4 + 3 + 2) * 43_200)
    expect(strict(1, 1)).toBe((3 + 1) * 43_200)
    const eased = podsAtLeast(load, pod, limit, () => 21_600)
    expect(eased(1, 1)).toBe((3 + 1) * 43_200 - 2 * 21_600)
  })

  test('is the floor where a step belongs to two days', () => {
    expect(podsAtLeast({ ...load, stepSeconds: 50_000 }, pod, limit, () => 0)(2, 0)).toBe(2 * 200_000)
  })
})
