import { describe, expect, test } from 'vitest'
import {
  amdahl,
  burnAlerts,
  erlangC,
  errorBudget,
  headroom,
  littlesLaw,
  plannedFleet,
  pool,
} from '../../src/capacity/index.ts'
import { OperatorError } from '../../src/core/index.ts'
import { expectClose } from '../metrics/close.ts'

describe("Little's law", () => {
  test.each([
    [{ ratePerSecond: 200, seconds: 0.25 }, { inSystem: 50 }],
    [{ ratePerSecond: 200, inSystem: 50 }, { seconds: 0.25 }],
    [{ seconds: 0.25, inSystem: 50 }, { ratePerSecond: 200 }],
    [{ ratePerSecond: 0, seconds: 3 }, { inSystem: 0 }],
  ])('%j gives %j', (given, answer) => {
    expect(littlesLaw(given)).toEqual({ ...given, ...answer })
  })

  test.each([
    [{ ratePerSecond: 1 }, 'needs two of rate, time and number, got 1'],
    [{ ratePerSecond: 1, seconds: 1, inSystem: 1 }, 'got 3'],
    [{ ratePerSecond: -1, seconds: 1 }, 'at least 0, got -1'],
    [{ ratePerSecond: 0, inSystem: 1 }, 'A rate of 0 leaves the other one open'],
    [{ seconds: 0, inSystem: 1 }, 'A time of 0 leaves the other one open'],
  ])('refuses %j', (given, sentence) => {
    expect(() => littlesLaw(given)).toThrow(sentence)
  })
})

describe("Amdahl's law", () => {
  test.each([
    [0.05, 20, 10.256410256410255, 20],
    [0, 8, 8, null],
    [1, 8, 1, 1],
    [0.25, 1, 1, 4],
  ])('a serial share of %d on %d processors is %d times as fast', (serial, processors, speedup, limit) => {
    const answer = amdahl({ serial, processors })
    expectClose(answer.speedup, speedup, 1e-12)
    expectClose(answer.efficiency, speedup / processors, 1e-12)
    expect(answer.limit).toBe(limit)
  })

  test.each([
    [-0.1, 2],
    [1.1, 2],
    [0.5, 0],
  ])('refuses %d on %d', (serial, processors) => {
    expect(() => amdahl({ serial, processors })).toThrow(OperatorError)
  })
})

describe('headroom', () => {
  test('is what is left up to the target, and for how long', () => {
    const answer = headroom({
      loadPerSecond: 300,
      capacityPerSecond: 800,
      targetUtilization: 0.75,
      growthPerMonth: 0.1,
    })
    expect(answer).toMatchObject({ utilization: 0.375, allowedPerSecond: 600, growthLeft: 1 })
    // Doubled at 10 % a month after ln 2 / ln 1.1 = 7.2725 months.
    expectClose(answer.daysLeft ?? undefined, 7.272540897341713 * 30.4375, 1e-12)
  })

  test('is none where the target is passed, and for ever where nothing grows', () => {
    const base = { capacityPerSecond: 100, targetUtilization: 0.5 }
    expect(headroom({ ...base, loadPerSecond: 60, growthPerMonth: 0.1 })).toMatchObject({ daysLeft: 0 })
    expect(headroom({ ...base, loadPerSecond: 50 }).daysLeft).toBe(0)
    expect(headroom({ ...base, loadPerSecond: 10 }).daysLeft).toBeNull()
    expect(headroom({ ...base, loadPerSecond: 0, growthPerMonth: 1 })).toMatchObject({
      growthLeft: null,
      daysLeft: null,
    })
  })

  test.each([
    { loadPerSecond: -1 },
    { capacityPerSecond: 0 },
    { targetUtilization: 1.2 },
    { growthPerMonth: -0.1 },
  ])('refuses %j', (wrong) => {
    const good = { loadPerSecond: 1, capacityPerSecond: 2, targetUtilization: 0.7 }
    expect(() => headroom({ ...good, ...wrong })).toThrow(OperatorError)
  })
})

describe('a connection pool', () => {
  const base = { ratePerSecond: 400, holdSeconds: 0.02, pods: 4, waitTargetSeconds: 0.01, fraction: 0.95 }

  test('is as large as its wait allows, in every pod', () => {
    const answer = pool(base)
    expect(answer.busy).toBe(8)
    const tail = (servers: number): number => erlangC(servers, 2) * Math.exp(-(servers - 2) * 0.5)
    expect(tail(answer.perPod)).toBeLessThanOrEqual(0.05)
    expect(tail(answer.perPod - 1)).toBeGreaterThan(0.05)
    expect(answer.total).toBe(4 * answer.perPod)
    expectClose(answer.achieved, 1 - tail(answer.perPod), 1e-12)
    expect(answer).toMatchObject({ available: null, podsThatFit: null })
  })

  test('is held against what the database has', () => {
    const { perPod } = pool(base)
    expect(pool({ ...base, maxConnections: 100, reserved: 3 })).toMatchObject({
      available: 97,
      podsThatFit: Math.floor(97 / perPod),
    })
    expect(pool({ ...base, maxConnections: 3, reserved: 3 }).podsThatFit).toBe(0)
  })

  test.each([{ holdSeconds: 0 }, { pods: 0 }, { reserved: -1 }, { maxConnections: 0.5 }])(
    'refuses %j',
    (wrong) => {
      expect(() => pool({ ...base, ...wrong })).toThrow(OperatorError)
    },
  )
})

describe('a fleet', () => {
  const base = { ratePerSecond: 900, perInstancePerSecond: 120, spare: 1, zones: 3 }

  test('survives a zone, bridges the time until help comes, and counts what an update needs', () => {
    expect(plannedFleet(base)).toMatchObject({
      neededNow: 7.5,
      neededAtReaction: 7.5,
      total: 12,
      perZone: 4,
      surviving: 8,
      duringUpdate: 12,
    })
    expect(plannedFleet({ ...base, rampPerMinute: 60, reactionSeconds: 180, surge: 3 })).toMatchObject({
      neededAtReaction: 9,
      total: 15,
      duringUpdate: 18,
    })
  })

  test.each([
    { ratePerSecond: -1 },
    { perInstancePerSecond: 0 },
    { rampPerMinute: -1 },
    { reactionSeconds: Number.NaN },
    { surge: 0.5 },
    { spare: 3 },
  ])('refuses %j', (wrong) => {
    expect(() => plannedFleet({ ...base, ...wrong })).toThrow(OperatorError)
  })
})

describe('an error budget', () => {
  test('of three nines in 30 days is 43.2 minutes', () => {
    const budget = errorBudget({ objective: 0.999, windowSeconds: 30 * 86_400 })
    expectClose(budget.downtimeSeconds, 43.2 * 60, 1e-9)
    expect(budget).toMatchObject({ errorShare: null, burnRate: null, spent: null, secondsLeft: null })
  })

  test('burns as fast as the errors are above the objective', () => {
    const budget = errorBudget({
      objective: 0.999,
      windowSeconds: 30 * 86_400,
      failed: 144,
      total: 10_000,
      observedSeconds: 3600,
    })
    expectClose(budget.burnRate ?? undefined, 14.4, 1e-9)
    expectClose(budget.spent ?? undefined, 0.02, 1e-9)
    expectClose(budget.secondsLeft ?? undefined, (0.98 * 30 * 86_400) / 14.4, 1e-9)
  })

  test('lasts for ever without errors, and no longer once it is gone', () => {
    const base = { objective: 0.99, windowSeconds: 1000, total: 100 }
    expect(errorBudget({ ...base, failed: 0 })).toMatchObject({ burnRate: 0, spent: 0, secondsLeft: null })
    expect(errorBudget({ ...base, failed: 50 }).secondsLeft).toBe(0)
    expect(() => errorBudget({ ...base, failed: 500 })).toThrow('500 failures of 100 requests cannot be')
  })

  test('alerts as the workbook does', () => {
    const month = burnAlerts(30 * 86_400)
    expect(month.map(({ burnRate }) => Number(burnRate.toFixed(6)))).toEqual([14.4, 6, 1])
    expect(month.map(({ longSeconds, shortSeconds }) => [longSeconds, shortSeconds])).toEqual([
      [3600, 300],
      [21_600, 1800],
      [259_200, 21_600],
    ])
    expect(burnAlerts(7 * 86_400)[0]?.burnRate).toBeCloseTo(3.36, 10)
  })

  test('sets no alert that fires within the budget, looks back too far, or never fires', () => {
    const longs = (...args: Parameters<typeof burnAlerts>) =>
      burnAlerts(...args).map(({ longSeconds }) => longSeconds / 3600)
    expect(longs(29 * 86_400)).toEqual([1, 6])
    expect(longs(30 * 86_400, 0.93)).toEqual([6, 72])
    expect(longs(30 * 86_400, 0.8)).toEqual([72])
    expect(longs(1800)).toEqual([])
    expect(() => burnAlerts(86_400, 1)).toThrow(OperatorError)
  })

  test.each([
    { objective: 1 },
    { windowSeconds: 0 },
    { failed: -1 },
    { total: Number.NaN },
    { observedSeconds: 0 },
  ])('refuses %j', (wrong) => {
    expect(() => errorBudget({ objective: 0.99, windowSeconds: 60, ...wrong })).toThrow(OperatorError)
  })
})
