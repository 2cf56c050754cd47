import { describe, expect, test } from 'vitest'
import { createAlerts, createNotices, type Notice } from '../../src/alerting/index.ts'
import { at, type Reading, rule, tick } from './ticks.ts'

/** What is told when so many series of one rule have these values, tick by tick. */
function told(
  ticks: readonly (readonly [seconds: number, values: readonly number[]])[],
  options?: { perMinute?: number },
): Notice[][] {
  const alerts = createAlerts([rule({ above: '10', title: 'Queue' })])
  const notices = createNotices(options)
  return ticks.map(([seconds, values]) => {
    const series = values.map((value, index): [string, number] => [`queue{n=${index}}`, value])
    return notices.take(alerts.evaluate(tick(seconds, Object.fromEntries(series))), at(seconds))
  })
}

function all(value: number, count: number): number[] {
  return Array.from({ length: count }, () => value)
}

describe('a notice', () => {
  test('is given once of what fires, gets worse and is over', () => {
    const texts = told([
      [0, [10.5]],
      [1, [10.5]],
      [2, [11.5]],
      [3, [11.5]],
      [4, [9]],
      [5, [9]],
      [6, [10.5]],
    ]).map((notices) => notices.map(({ text }) => text))
    expect(texts).toEqual([
      ['low: Queue (n=0) is 10.5, above 10.'],
      [],
      ['medium: Queue (n=0) is 11.5, above 10 for 2 s.'],
      [],
      ['resolved: Queue (n=0) is 9, no longer above 10.'],
      [],
      ['low: Queue (n=0) is 10.5, above 10.'],
    ])
  })

  test('is given of what has no data', () => {
    const alerts = createAlerts([rule({ above: '10', noDataSeconds: 1 })])
    const notices = createNotices()
    const texts = [9, null, null, 9].map((value, second) =>
      notices.take(alerts.evaluate(tick(second, { queue: value })), at(second)).map(({ text }) => text),
    )
    expect(texts).toEqual([
      [],
      ['no data: queue has told nothing for 1 s.'],
      [],
      ['resolved: queue tells again: it is 9.'],
    ])
  })

  test('is not given of what never told anything', () => {
    const alerts = createAlerts([rule({ above: '10', noDataSeconds: 1 })])
    const notices = createNotices()
    const counts = [null, null, null].map(
      (value, second) => notices.take(alerts.evaluate(tick(second, { queue: value })), at(second)).length,
    )
    expect(counts).toEqual([0, 0, 0])
  })

  test('is not given of what is only pending', () => {
    const alerts = createAlerts([rule({ above: '10', forSeconds: 2 })])
    const notices = createNotices()
    const counts = [11, 11, 9, 11, 11, 11].map(
      (value, second) => notices.take(alerts.evaluate(tick(second, { queue: value })), at(second)).length,
    )
    expect(counts).toEqual([0, 0, 0, 0, 0, 1])
  })
})

test('what was pending after it was over is told no more than before', () => {
  const alerts = createAlerts([rule({ above: '10', forSeconds: 1 })])
  const notices = createNotices()
  const counts = [11, 11, 9, 11, 9].map(
    (value, second) => notices.take(alerts.evaluate(tick(second, { queue: value })), at(second)).length,
  )
  expect(counts).toEqual([0, 1, 1, 0, 0])
})

test('what ended during a silence and fires again after it is told again', () => {
  const alerts = createAlerts([rule({ above: '10', noDataSeconds: 3600 })], { resolvedSeconds: 10 })
  const notices = createNotices()
  const told = (second: number, value: number): number =>
    notices.take(alerts.evaluate(tick(second, { queue: value })), at(second)).length
  expect(told(0, 11)).toBe(1)
  alerts.silence({ rule: 'queue', untilEpochMs: at(60) })
  expect([told(1, 9), told(11, 9), told(60, 9), told(61, 11)]).toEqual([0, 0, 0, 1])
})

describe('a storm', () => {
  test('is told one by one up to the limit of a minute', () => {
    const [notices = []] = told([[0, all(11, 20)]])
    expect(notices.map(({ more }) => more)).toEqual(all(0, 20))
  })

  test('beyond it is summed up in the last one', () => {
    const [notices = []] = told([[0, all(11, 56)]])
    expect(notices).toHaveLength(20)
    expect(notices.at(-1)).toEqual({ epochMs: at(0), alert: null, more: 37, text: 'And 37 more: 37 firing.' })
  })

  test('is told worst first, and what fires before what is over', () => {
    const [, notices = []] = told(
      [
        [0, [11, 9, 9]],
        [60, [9, 10.5, 16]],
      ],
      { perMinute: 2 },
    )
    expect(notices.map(({ text }) => text)).toEqual([
      'critical: Queue (n=2) is 16, above 10.',
      'And 2 more: 1 firing, 1 resolved.',
    ])
  })

  test('that lasts gets nothing more until a minute has passed, and then what is still so', () => {
    const counts = told(
      [
        [0, [11, 11, 9, 9]],
        [30, [11, 11, 11, 11]],
        [59, [11, 11, 11, 9]],
        [60, [11, 11, 11, 9]],
        [61, [11, 11, 11, 9]],
      ],
      { perMinute: 2 },
    ).map((notices) => notices.map(({ alert }) => alert?.series ?? null))
    expect(counts).toEqual([['queue{n=0}', 'queue{n=1}'], [], [], ['queue{n=2}'], []])
  })

  test('long after the start is limited too, and sums up what has no data', () => {
    const alerts = createAlerts([rule({ above: '10', noDataSeconds: 60 })])
    const notices = createNotices({ perMinute: 1 })
    const readings: readonly Reading[] = [
      [0, 9],
      [999, 9],
      [1059, null],
      [1060, null],
    ]
    const texts = readings.map(([second, value = null]) =>
      notices
        .take(alerts.evaluate(tick(second, { 'queue{n=0}': value, 'queue{n=1}': value })), at(second))
        .map(({ text }) => text),
    )
    expect(texts).toEqual([[], [], ['And 2 more: 2 without data.'], []])
    const again = [1100, 1118, 1119].map(
      (second) =>
        notices.take(alerts.evaluate(tick(second, { 'queue{n=0}': 11, 'queue{n=1}': null })), at(second))
          .length,
    )
    expect(again).toEqual([0, 0, 1])
  })

  test('with one notice a minute is one sum', () => {
    const [notices = []] = told([[0, all(11, 3)]], { perMinute: 1 })
    expect(notices.map(({ text }) => text)).toEqual(['And 3 more: 3 firing.'])
  })
})
