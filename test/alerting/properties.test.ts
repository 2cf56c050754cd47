import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AlertRule,
  createAlertmanagerPosts,
  createAlerts,
  createNotices,
} from '../../src/alerting/index.ts'
import type { AlertSeverity } from '../../src/core/index.ts'
import { at, type Reading, rule, tick, tickOf } from './ticks.ts'

const seconds = fc.integer({ min: 0, max: 40 })
const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant(undefined) },
)
/** Ticks between none and a quarter of a minute apart. */
const readings = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 15 }), value), { maxLength: 120 })
  .map((steps) => {
    let second = 0
    return steps.map(([step, one]): Reading => {
      second += step
      return [second, one]
    })
  })
const rules: fc.Arbitrary<AlertRule> = fc
  .record({
    forSeconds: seconds,
    downSeconds: seconds,
    noDataSeconds: fc.integer({ min: 1, max: 60 }),
    clear: fc.integer({ min: 5, max: 10 }),
    multiplier: fc.constantFrom(1, 1.5, 3),
    isBelow: fc.boolean(),
  })
  .map(({ forSeconds, downSeconds, noDataSeconds, clear, multiplier, isBelow }) =>
    rule({
      ...(isBelow ? { below: '10', clear: String(20 - clear) } : { above: '10', clear: String(clear) }),
      forSeconds,
      noDataSeconds,
      delay: { downSeconds, multiplier, maximumSeconds: downSeconds * 4 },
    }),
  )

function isBeyond({ direction }: AlertRule, one: number): boolean {
  return direction === 'above' ? one > 10 : one < 10
}

function isClear({ direction, clear }: AlertRule, one: number): boolean {
  return direction === 'above' ? one <= clear : one >= clear
}

/** The numbers that were told in these readings. */
function numbers(all: readonly Reading[]): number[] {
  return all.flatMap(([, one]) => (typeof one === 'number' ? [one] : []))
}

const ranks: readonly AlertSeverity[] = ['low', 'medium', 'high', 'critical']

describe('whatever the ticks are, an alert', () => {
  test('that fires was beyond its limit at every reading of the time that it asks for', () => {
    fc.assert(
      fc.property(rules, readings, (one, all) => {
        const alerts = createAlerts([one])
        for (const reading of all)
          for (const { state, sinceEpochMs, firedEpochMs } of alerts.evaluate(tickOf(reading)).transitions) {
            // What fired before it was silent goes on; that is no new beginning.
            if (state !== 'firing' || firedEpochMs !== at(reading[0])) continue
            expect(firedEpochMs - sinceEpochMs).toBeGreaterThanOrEqual(one.forSeconds * 1000)
            const during = all.filter(([second]) => at(second) > sinceEpochMs && at(second) < firedEpochMs)
            expect(numbers(during).every((told) => isBeyond(one, told))).toBe(true)
          }
      }),
      { numRuns: 500 },
    )
  })

  test('that resolves after it fired was clear at every reading of its delay', () => {
    fc.assert(
      fc.property(rules, readings, (one, all) => {
        const alerts = createAlerts([one])
        for (const reading of all)
          for (const { state, firedEpochMs, resolvedEpochMs } of alerts.evaluate(tickOf(reading))
            .transitions) {
            if (state !== 'resolved' || firedEpochMs === null) continue
            expect(resolvedEpochMs).toBe(at(reading[0]))
            const from = reading[0] - one.delay.downSeconds
            const during = all.filter(([second]) => second > from && second < reading[0])
            expect(numbers([...during, reading]).every((told) => isClear(one, told))).toBe(true)
          }
      }),
      { numRuns: 500 },
    )
  })

  test('is never left out while the last that was told is beyond its limit', () => {
    fc.assert(
      fc.property(rules, readings, (one, all) => {
        const alerts = createAlerts([one])
        for (const reading of all) {
          const [shown] = alerts.evaluate(tickOf(reading)).alerts
          const [, told] = reading
          if (typeof told === 'number' && isBeyond(one, told))
            expect(['pending', 'firing']).toContain(shown?.state)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('gets no less serious while it fires', () => {
    fc.assert(
      fc.property(rules, readings, (one, all) => {
        const alerts = createAlerts([one])
        let before = -1
        for (const reading of all) {
          const [shown] = alerts.evaluate(tickOf(reading)).alerts
          const isFiring = shown?.state === 'firing'
          if (isFiring) expect(ranks.indexOf(shown.severity)).toBeGreaterThanOrEqual(before)
          before = isFiring ? ranks.indexOf(shown.severity) : -1
        }
      }),
      { numRuns: 300 },
    )
  })

  test('says the same of the same ticks, and changes none of them', () => {
    fc.assert(
      fc.property(rules, readings, (one, all) => {
        const ticks = all.map((reading) => Object.freeze(tickOf(reading)))
        const run = () => {
          const alerts = createAlerts([one])
          return ticks.map((each) => alerts.evaluate(each))
        }
        expect(run()).toEqual(run())
      }),
    )
  })

  test('is a transition only where its state or severity is another than at the one before', () => {
    fc.assert(
      fc.property(rules, readings, (one, all) => {
        const alerts = createAlerts([one], { dropSeconds: 1e6 })
        let last = ''
        for (const reading of all)
          for (const { state, severity } of alerts.evaluate(tickOf(reading)).transitions) {
            const now = state === 'firing' ? `${state} ${severity}` : state
            expect(now).not.toBe(last)
            expect(now).not.toBe('pending')
            last = now
          }
      }),
    )
  })
})

describe('whatever many series do,', () => {
  const many = fc.array(fc.array(fc.constantFrom(5, 11, 13, 16, null), { minLength: 12, maxLength: 12 }), {
    maxLength: 60,
  })
  const step = fc.integer({ min: 1, max: 30 })
  const valuesOf = (all: readonly (number | null)[]) =>
    Object.fromEntries(all.map((one, index) => [`queue{n=${index}}`, one]))

  test('no more is told in any minute than the limit, and the history has its length', () => {
    fc.assert(
      fc.property(many, step, fc.integer({ min: 1, max: 5 }), (ticks, every, perMinute) => {
        const alerts = createAlerts([rule({ above: '10', noDataSeconds: 20 })], { historyLength: 7 })
        const notices = createNotices({ perMinute })
        const told = ticks.flatMap((all, index) =>
          notices.take(alerts.evaluate(tick(index * every, valuesOf(all))), at(index * every)),
        )
        for (const { epochMs } of told) {
          const minute = told.filter((other) => other.epochMs >= epochMs && other.epochMs < epochMs + 60_000)
          expect(minute.length).toBeLessThanOrEqual(perMinute)
        }
        expect(alerts.history().length).toBeLessThanOrEqual(7)
      }),
    )
  })

  test('an Alertmanager that hears every post knows what fires', () => {
    fc.assert(
      fc.property(many, step, (ticks, every) => {
        const alerts = createAlerts([rule({ above: '10', noDataSeconds: 20 })])
        const posting = createAlertmanagerPosts({ instance: 'web-1' })
        const known = new Map<string, number>()
        for (const [index, all] of ticks.entries()) {
          const evaluation = alerts.evaluate(tick(index * every, valuesOf(all)))
          for (const { labels, endsAt } of posting.take(evaluation, at(index * every)))
            known.set(`${labels.n} ${labels.severity} ${labels.no_data ?? 'false'}`, Date.parse(endsAt))
          const heard = [...known].filter(([, ends]) => ends > at(index * every)).map(([key]) => key)
          const wanted = evaluation.alerts
            .filter(({ state }) => state === 'firing')
            .map(({ labels, severity }) => `${labels.n} ${severity} false`)
          expect(heard.filter((key) => key.endsWith('false')).sort()).toEqual(wanted.sort())
        }
      }),
    )
  })
})
