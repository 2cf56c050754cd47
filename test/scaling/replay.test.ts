import { describe, expect, test } from 'vitest'
import {
  type FleetLimits,
  type FleetLoad,
  type FleetSettings,
  loadBetween,
  podPrice,
  replayFleet,
} from '../../src/scaling/index.ts'
import { replayWithin } from '../../src/scaling/replay/index.ts'

const gib = 2 ** 30
const prices = { corePerMonth: 20, gibPerMonth: 2 }
const limits: FleetLimits = {
  busyAtMost: () => 0.9,
  slotsPerPod: null,
  startSeconds: 30,
  metricDelaySeconds: 0,
}

function loadOf(cores: number[], over: Partial<FleetLoad> = {}): FleetLoad {
  return {
    startSeconds: 0,
    stepSeconds: 60,
    cores: Float64Array.from(cores),
    memoryBytes: new Float64Array(cores.length).fill(gib / 2),
    inFlight: null,
    ...over,
  }
}

function fixed(replicas: number, over: Partial<FleetSettings> = {}): FleetSettings {
  return {
    cpuRequestMilli: 1000,
    cpuLimitMilli: null,
    memoryRequestBytes: gib,
    memoryLimitBytes: gib,
    replicas,
    autoscaler: null,
    ...over,
  }
}

const hpa = {
  metric: 'cpu' as const,
  minReplicas: 1,
  maxReplicas: 10,
  targetUtilization: 50,
  tolerance: { down: 0.1, up: 0.1 },
  scaleUp: null,
  scaleDown: null,
}

describe('a fixed fleet', () => {
  test('misses where more is wanted than its pods give, is throttled above its limit, and costs its requests', () => {
    const load = loadOf([1.7, 1.8, 1.9, 4.1, Number.NaN])
    const answer = replayFleet(load, fixed(2, { cpuLimitMilli: 2000 }), limits, prices)
    expect(answer).toEqual({
      knownSeconds: 240,
      missedSeconds: 120,
      missedByDay: [120],
      throttledSeconds: 60,
      oomKills: 0,
      flaps: 0,
      costPerMonth: 44,
      meanReplicas: 2,
      leastReplicas: 2,
      mostReplicas: 2,
    })
    expect(podPrice(fixed(1), prices)).toBe(22)
  })

  test('misses are told by day', () => {
    const load = loadOf([...Array<number>(1440).fill(0.5), ...Array<number>(1440).fill(3)])
    expect(replayFleet(load, fixed(2), limits, prices).missedByDay).toEqual([0, 86_400])
    expect(replayFleet(loadBetween(load, 1440, 1450), fixed(2), limits, prices)).toMatchObject({
      knownSeconds: 600,
      missedByDay: [600],
    })
  })

  test('misses where its slots are full, however idle its CPU', () => {
    const load = loadOf([0.1, 0.1], { inFlight: Float64Array.of(20, 21) })
    expect(replayFleet(load, fixed(2), { ...limits, slotsPerPod: 10 }, prices).missedSeconds).toBe(60)
  })

  test('a pod that wants more memory than its limit is killed once each time, and is missing while it starts', () => {
    const memoryBytes = Float64Array.of(0.5, 1.5, 1.5, 0.5, 1.5).map((value) => value * gib)
    const load = loadOf([1.5, 1.5, 1.5, 1.5, 1.5], { memoryBytes })
    const answer = replayFleet(load, fixed(2), limits, prices)
    expect(answer.oomKills).toBe(2)
    expect(answer.missedSeconds).toBe(60)
    expect(replayFleet(load, fixed(2, { memoryLimitBytes: null }), limits, prices).oomKills).toBe(0)
  })
})

describe('an autoscaled fleet', () => {
  const scaled = (over: Partial<typeof hpa> = {}): FleetSettings =>
    fixed(2, { autoscaler: { ...hpa, ...over } })

  test('grows when load comes, misses until new pods are ready, and shrinks five minutes after it is gone', () => {
    const load = loadOf([
      ...Array<number>(10).fill(1),
      ...Array<number>(10).fill(4),
      ...Array<number>(10).fill(1),
    ])
    const answer = replayFleet(load, scaled(), limits, prices)
    expect(answer).toMatchObject({ leastReplicas: 2, mostReplicas: 8, flaps: 0 })
    // Seen at the first look of the burst; ready 30 s later: two looks of 15 s are missed.
    expect(answer.missedSeconds).toBe(30)
    // 2 for 10 min, 8 for 10 and about 5 more, 2 for the rest.
    expect(answer.meanReplicas).toBeGreaterThan(4.8)
    expect(answer.meanReplicas).toBeLessThan(5.1)
  })

  test('sees late where its metric is late', () => {
    const load = loadOf([...Array<number>(10).fill(1), ...Array<number>(10).fill(4)])
    const late = replayFleet(load, scaled(), { ...limits, metricDelaySeconds: 60 }, prices)
    expect(late.missedSeconds).toBe(90)
  })

  test('a coarse look is a whole step', () => {
    const load = loadOf([...Array<number>(10).fill(1), ...Array<number>(10).fill(4)])
    expect(replayFleet(load, scaled(), limits, prices, 60).missedSeconds).toBe(60)
  })

  test('an unknown load changes nothing, and is neither kept nor missed', () => {
    const load = loadOf([1, Number.NaN, Number.NaN, 1])
    expect(replayFleet(load, scaled(), limits, prices)).toMatchObject({
      knownSeconds: 120,
      leastReplicas: 2,
      mostReplicas: 2,
    })
  })

  test('by requests in flight it follows the slots', () => {
    const load = loadOf([0.1, 0.1, 0.1], { inFlight: Float64Array.of(10, 40, 40) })
    const settings = fixed(2, { autoscaler: { ...hpa, metric: 'in-flight', targetUtilization: 50 } })
    const answer = replayFleet(load, settings, { ...limits, slotsPerPod: 10 }, prices)
    expect(answer).toMatchObject({ mostReplicas: 8, missedSeconds: 30 })
  })

  test('CPU that a limit cuts off is not seen', () => {
    const load = loadOf(Array<number>(30).fill(8))
    const answer = replayFleet(load, fixed(2, { cpuLimitMilli: 500, autoscaler: hpa }), limits, prices)
    expect(answer.mostReplicas).toBe(2)
    expect(answer.throttledSeconds).toBe(1800)
  })

  test('turns back and forth within ten minutes are counted', () => {
    const quick = {
      stabilizationWindowSeconds: 0,
      policies: [{ type: 'Percent' as const, value: 100, periodSeconds: 15 }],
    }
    const load = loadOf(Array.from({ length: 40 }, (_, minute) => (minute % 2 === 0 ? 1 : 4)))
    const calm = replayFleet(load, scaled(), limits, prices)
    const nervous = replayFleet(load, fixed(2, { autoscaler: { ...hpa, scaleDown: quick } }), limits, prices)
    expect(calm.flaps).toBe(0)
    expect(nervous.flaps).toBe(38)
  })
})

describe('a replay within bounds', () => {
  const load = loadOf([1, 3, 1])
  const within = (missed: number, costPerMonth: number) =>
    replayWithin(load, fixed(2), limits, prices, 15, {
      missedByDay: () => missed,
      costPerMonth,
      podsAtLeast: () => 0,
    })

  test('ends where it misses or costs too much, and is the same otherwise', () => {
    expect(within(59, 100)).toBe('missed')
    expect(within(60, 43.9)).toBe('costly')
    expect(within(60, 44)).toEqual(replayFleet(load, fixed(2), limits, prices))
  })
})
