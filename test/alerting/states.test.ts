import { describe, expect, test } from 'vitest'
import { createAlerts } from '../../src/alerting/index.ts'
import type { AlertRuleTexts } from '../../src/core/index.ts'
import { at, everySecond, type Reading, rule, statesAfter, tickOf } from './ticks.ts'

type Case = readonly [
  claim: string,
  texts: AlertRuleTexts,
  readings: readonly Reading[],
  states: readonly (string | null)[],
]

const cases: readonly Case[] = [
  ['fires above the limit, not at it', { above: '10' }, everySecond([9, 10, 10.001]), [null, null, 'firing']],
  ['fires below the limit, not at it', { below: '10' }, everySecond([11, 10, 9.999]), [null, null, 'firing']],
  [
    'is over at the limit where no clear value is given',
    { above: '10' },
    everySecond([11, 10.5, 10]),
    ['firing', 'firing', 'resolved'],
  ],
  [
    'goes on between clear and limit, and is over at clear',
    { above: '10', clear: '8' },
    everySecond([11, 9, 8.001, 8]),
    ['firing', 'firing', 'firing', 'resolved'],
  ],
  [
    'goes on between clear and limit also below it',
    { below: '10', clear: '12' },
    everySecond([9, 11, 11.999, 12]),
    ['firing', 'firing', 'firing', 'resolved'],
  ],
  [
    'does not begin between clear and limit',
    { above: '10', clear: '8' },
    everySecond([9, 10, 9]),
    [null, null, null],
  ],
  [
    'is pending until it has lasted',
    { above: '10', forSeconds: 3 },
    everySecond([11, 12, 11, 12]),
    ['pending', 'pending', 'pending', 'firing'],
  ],
  [
    'begins to wait anew after a moment at the limit, whatever clear says',
    { above: '10', clear: '5', forSeconds: 2 },
    everySecond([11, 11, 10, 11, 11, 11]),
    ['pending', 'pending', null, 'pending', 'pending', 'firing'],
  ],
  [
    'counts the time of the ticks, not their number',
    { above: '10', forSeconds: 30 },
    [
      [0, 11],
      [1, 11],
      [2, 11],
      [30, 11],
    ],
    ['pending', 'pending', 'pending', 'firing'],
  ],
  [
    'takes nothing for granted of a time in which nobody looked',
    { above: '10', forSeconds: 30, noDataSeconds: 60 },
    [
      [0, 11],
      [60, 11],
      [89, 11],
      [90, 11],
    ],
    ['pending', 'pending', 'pending', 'firing'],
  ],
  [
    'waits for the delay before it is over, and begins to wait anew when it comes back',
    { above: '10', delay: { downSeconds: 2 } },
    everySecond([11, 9, 9, 11, 9, 9, 9]),
    ['firing', 'firing', 'firing', 'firing', 'firing', 'firing', 'resolved'],
  ],
  [
    'begins the delay anew after a time in which nobody looked',
    { above: '10', delay: { downSeconds: 30 }, noDataSeconds: 60 },
    [
      [0, 11],
      [1, 9],
      [61, 9],
      [90, 9],
      [91, 9],
    ],
    ['firing', 'firing', 'firing', 'firing', 'resolved'],
  ],
  [
    'is shown as resolved for five minutes',
    { above: '10', noDataSeconds: 3600 },
    [
      [0, 11],
      [1, 9],
      [300, 9],
      [301, 9],
    ],
    ['firing', 'resolved', 'resolved', null],
  ],
  [
    'is shown as resolved again after it was only pending',
    { above: '10', forSeconds: 1 },
    everySecond([11, 11, 9, 11, 9]),
    ['pending', 'firing', 'resolved', 'pending', 'resolved'],
  ],
  [
    'fires again at once where nothing is asked of it',
    { above: '10' },
    everySecond([11, 9, 11]),
    ['firing', 'resolved', 'firing'],
  ],
  [
    'stands still while the clock is set back, and goes on from there',
    { above: '10', forSeconds: 3 },
    [
      [100, 11],
      [101, 11],
      [40, 11],
      [41, 11],
      [42, 11],
    ],
    ['pending', 'pending', 'pending', 'pending', 'firing'],
  ],
]

describe('an alert', () => {
  test.each(cases)('%s', (_, texts, readings, states) => {
    expect(statesAfter(createAlerts([rule(texts)]), readings)).toEqual(states)
  })

  test('of a rule is one for each series of its name, with the tags as labels', () => {
    const alerts = createAlerts([rule({ metric: 'disk.usage', above: '90%', labels: { team: 'ops' } })])
    const { alerts: shown } = alerts.evaluate({
      ...tickOf([0, undefined]),
      values: { 'disk.usage{mount=/}': 0.95, 'disk.usage{mount=/data}': 0.5, 'disk.usage.other': 0.99 },
    })
    expect(shown.map(({ series, labels }) => [series, labels])).toEqual([
      ['disk.usage{mount=/}', { mount: '/', team: 'ops' }],
    ])
  })

  test('of a rule with tags is of that series alone', () => {
    const alerts = createAlerts([rule({ metric: 'disk.usage{mount=/data}', above: '90%' })])
    const { alerts: shown } = alerts.evaluate({
      ...tickOf([0, undefined]),
      values: { 'disk.usage{mount=/}': 0.95, 'disk.usage{mount=/data}': 0.96 },
    })
    expect(shown.map(({ series }) => series)).toEqual(['disk.usage{mount=/data}'])
  })

  test('says when it began, fired and ended', () => {
    const alerts = createAlerts([rule({ above: '10', forSeconds: 2, runbook: 'Drain it.', title: 'Queue' })])
    const after = everySecond([9, 11, 12, 13, 9]).map((reading) => alerts.evaluate(tickOf(reading)).alerts[0])
    expect(after[2]).toEqual({
      rule: 'queue',
      title: 'Queue',
      series: 'queue',
      state: 'pending',
      severity: 'high',
      message: 'Queue is 12, above 10 for 1 s; it counts after 2 s.',
      value: 12,
      threshold: 10,
      unit: 'count',
      labels: {},
      runbook: 'Drain it.',
      sinceEpochMs: at(1),
      firedEpochMs: null,
      resolvedEpochMs: null,
      silencedUntilEpochMs: null,
      isFlapping: false,
    })
    expect(after[3]).toMatchObject({
      state: 'firing',
      message: 'Queue is 13, above 10 for 2 s.',
      sinceEpochMs: at(1),
      firedEpochMs: at(3),
      resolvedEpochMs: null,
    })
    expect(after[4]).toMatchObject({
      state: 'resolved',
      message: 'Queue is 9, no longer above 10.',
      value: 9,
      sinceEpochMs: at(1),
      firedEpochMs: at(3),
      resolvedEpochMs: at(4),
    })
  })

  test('that fires at once says nothing of how long', () => {
    const { alerts } = createAlerts([rule({ above: '10' })]).evaluate(tickOf([0, 11]))
    expect(alerts[0]?.message).toBe('queue is 11, above 10.')
  })

  test('gets worse with its value, is told so, and does not get better before it is over', () => {
    const alerts = createAlerts([rule({ above: '10' })])
    const told = everySecond([10.5, 11.5, 10.5, 16, 12, 9, 10.5]).map((reading) => {
      const { alerts: shown, transitions } = alerts.evaluate(tickOf(reading))
      return [shown[0]?.severity, transitions.length]
    })
    expect(told).toEqual([
      ['low', 1],
      ['medium', 1],
      ['medium', 0],
      ['critical', 1],
      ['critical', 0],
      ['critical', 1],
      ['low', 1],
    ])
  })

  test('that is only pending is no transition', () => {
    const alerts = createAlerts([rule({ above: '10', forSeconds: 1 })])
    const counts = everySecond([11, 9, 11, 11, 11]).map(
      (reading) => alerts.evaluate(tickOf(reading)).transitions.length,
    )
    expect(counts).toEqual([0, 0, 0, 1, 0])
  })

  test('that fires stands before what has no data, is pending or over, and the worst first', () => {
    const alerts = createAlerts([
      rule({ metric: 'a', above: '10' }, 'over'),
      rule({ metric: 'b', above: '10', forSeconds: 60 }, 'pending'),
      rule({ metric: 'c', above: '10', noDataSeconds: 1 }, 'silent'),
      rule({ metric: 'd', above: '10' }, 'low'),
      rule({ metric: 'e', above: '10' }, 'critical'),
      rule({ metric: 'f', above: '10' }, 'late'),
    ])
    alerts.evaluate({ ...tickOf([0, undefined]), values: { a: 11, b: 9, c: 9, d: 10.5, e: 20, f: 9 } })
    const { alerts: shown } = alerts.evaluate({
      ...tickOf([1, undefined]),
      values: { a: 9, b: 11, c: null, d: 10.5, e: 20, f: 10.5 },
    })
    expect(shown.map(({ rule }) => rule)).toEqual(['critical', 'low', 'late', 'silent', 'pending', 'over'])
  })

  test('is remembered in the history, up to its length', () => {
    const alerts = createAlerts([rule({ above: '10' })], { historyLength: 3 })
    statesAfter(alerts, everySecond([11, 9, 11, 9, 11]))
    expect(
      alerts.history().map(({ state, value, resolvedEpochMs }) => [state, value, resolvedEpochMs]),
    ).toEqual([
      ['firing', 11, null],
      ['resolved', 9, at(3)],
      ['firing', 11, null],
    ])
  })
})
