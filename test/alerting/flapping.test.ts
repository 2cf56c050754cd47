import { expect, test } from 'vitest'
import { createAlerts, createNotices } from '../../src/alerting/index.ts'
import { type Reading, rule, tickOf } from './ticks.ts'

const flap = { changes: 3, windowSeconds: 60 }

function flags(readings: readonly Reading[]): boolean[] {
  const alerts = createAlerts([rule({ above: '10', noDataSeconds: 3600 })], { flap, resolvedSeconds: 3600 })
  return readings.map((reading) => alerts.evaluate(tickOf(reading)).alerts[0]?.isFlapping ?? false)
}

test('an alert flaps at its fourth change within the window, not at its third', () => {
  expect(
    flags([
      [0, 11],
      [10, 9],
      [20, 11],
      [30, 9],
    ]),
  ).toEqual([false, false, false, true])
})

test('changes that are a window apart are none too many', () => {
  expect(
    flags([
      [0, 11],
      [20, 9],
      [40, 11],
      [60, 9],
      [80, 11],
      [100, 9],
    ]),
  ).toEqual([false, false, false, false, false, false])
})

test('only the last changes count, whenever they are and whatever was long before', () => {
  expect(
    flags([
      [0, 11],
      [500, 9],
      [1000, 11],
      [1010, 9],
      [1020, 11],
      [1030, 9],
    ]),
  ).toEqual([false, false, false, false, false, true])
})

test('that a resolved alert is no longer shown is no change', () => {
  const alerts = createAlerts([rule({ above: '10' })], { flap, resolvedSeconds: 1 })
  const after = [11, 9, 9, 11].map((value, second) => alerts.evaluate(tickOf([second, value])).alerts[0])
  expect(after.map((alert) => alert?.state ?? null)).toEqual(['firing', 'resolved', null, 'firing'])
  expect(after.at(-1)?.isFlapping).toBe(false)
})

test('it flaps until a whole window has passed without a change', () => {
  expect(
    flags([
      [0, 11],
      [1, 9],
      [2, 11],
      [3, 9],
      [62, 9],
      [63, 9],
      [64, 11],
    ]),
  ).toEqual([false, false, false, true, true, false, false])
})

test('getting worse is no change to and fro', () => {
  expect(
    flags([
      [0, 10.5],
      [1, 11.5],
      [2, 12.5],
      [3, 16],
      [4, 16],
    ]),
  ).toEqual([false, false, false, false, false])
})

test('what flaps is told once, and how it is when it is calm', () => {
  const alerts = createAlerts([rule({ above: '10', title: 'Queue' })], { flap, resolvedSeconds: 3600 })
  const notices = createNotices()
  const values = [11, 9, 11, 9, 11, 9, 11, 11]
  const told = [
    ...values.map((value, index): Reading => [index, value]),
    [65, 11] as Reading,
    [66, 11] as Reading,
  ]
    .map((reading) => ({ reading, evaluation: alerts.evaluate(tickOf(reading)) }))
    .flatMap(({ reading: [second], evaluation }) =>
      notices.take(evaluation, second * 1000).map(({ text }) => [second, text]),
    )
  expect(told).toEqual([
    [0, 'medium: Queue is 11, above 10.'],
    [1, 'resolved: Queue is 9, no longer above 10.'],
    [2, 'medium: Queue is 11, above 10.'],
    [3, 'resolved: Queue is 9, no longer above 10. It goes up and down: no more is told until it is calm.'],
    [66, 'medium: Queue is 11, above 10 for 1 min.'],
  ])
})
