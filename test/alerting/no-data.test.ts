import { describe, expect, test } from 'vitest'
import { createAlerts } from '../../src/alerting/index.ts'
import type { AlertRuleTexts } from '../../src/core/index.ts'
import { at, everySecond, type Reading, rule, statesAfter, tickOf } from './ticks.ts'

const patient: AlertRuleTexts = { above: '10', noDataSeconds: 2 }

describe('a series that tells nothing', () => {
  test.each<readonly [string, AlertRuleTexts, readonly Reading[], readonly (string | null)[]]>([
    [
      'cannot be judged after its patience, and never counts as fine',
      patient,
      everySecond([9, null, null, null, 9]),
      [null, null, 'no-data', 'no-data', 'resolved'],
    ],
    [
      'may be silent for a moment',
      patient,
      everySecond([9, null, 9, null, 9]),
      [null, null, null, null, null],
    ],
    [
      'goes on firing for its patience, and when it tells again',
      patient,
      everySecond([11, null, null, 11, 9]),
      ['firing', 'firing', 'no-data', 'firing', 'resolved'],
    ],
    [
      'is over at once when it tells again that it is fine',
      patient,
      everySecond([11, null, null, 9]),
      ['firing', 'firing', 'no-data', 'resolved'],
    ],
    [
      'has a mean only when it has told for its whole time again',
      { ...patient, judge: 'mean', overSeconds: 2 },
      everySecond([9, 9, 9, null, null, null, 99, 9, 9, 99]),
      [null, null, null, null, 'no-data', 'no-data', 'resolved', 'resolved', 'firing', 'firing'],
    ],
    [
      'has to last anew when it was pending',
      { ...patient, forSeconds: 3 },
      everySecond([11, null, null, 11, 11, 11, 11]),
      ['pending', 'pending', 'no-data', 'pending', 'pending', 'pending', 'firing'],
    ],
    [
      'does not fire of silence',
      { above: '10', forSeconds: 1, noDataSeconds: 3 },
      everySecond([11, null, 11]),
      ['pending', 'pending', 'firing'],
    ],
    [
      'is not a number either where it is no finite one',
      patient,
      everySecond([9, Number.NaN, Number.POSITIVE_INFINITY]),
      [null, null, 'no-data'],
    ],
    [
      'stays so for ever while its source says that it should be there',
      patient,
      [
        [0, 9],
        [2, null],
        [3600, null],
        [7200, null],
      ],
      [null, 'no-data', 'no-data', 'no-data'],
    ],
    [
      'is dropped five minutes later where it went away altogether',
      patient,
      [
        [0, 11],
        [1, undefined],
        [2, undefined],
        [301, undefined],
        [302, undefined],
        [303, undefined],
      ],
      ['firing', 'firing', 'no-data', 'no-data', null, null],
    ],
    [
      'is a new one when it comes back after that',
      { ...patient, forSeconds: 1 },
      [
        [0, 11],
        [1, 11],
        [3, undefined],
        [303, undefined],
        [304, 11],
        [305, 11],
      ],
      ['pending', 'firing', 'no-data', null, 'pending', 'firing'],
    ],
    [
      'is not shown as resolved beyond its time',
      { above: '10', noDataSeconds: 3600 },
      [
        [0, 11],
        [1, 9],
        [300, null],
        [301, null],
      ],
      ['firing', 'resolved', 'resolved', null],
    ],
  ])('%s', (_, texts, readings, states) => {
    expect(statesAfter(createAlerts([rule(texts)]), readings)).toEqual(states)
  })

  test('is told once, and once more when it tells again', () => {
    const alerts = createAlerts([rule({ ...patient, title: 'Queue' })])
    const told = everySecond([9, null, null, null, 9, 9]).flatMap((reading) =>
      alerts.evaluate(tickOf(reading)).transitions.map(({ state, message }) => [reading[0], state, message]),
    )
    expect(told).toEqual([
      [2, 'no-data', 'Queue has told nothing for 2 s.'],
      [4, 'resolved', 'Queue tells again: it is 9.'],
    ])
  })

  test('that fired before keeps its severity and when it fired; one that was fine is low', () => {
    const firing = createAlerts([rule(patient)])
    const fine = createAlerts([rule(patient)])
    const [last, other] = [firing, fine].map((alerts, index) => {
      statesAfter(alerts, everySecond([index === 0 ? 16 : 9, null]))
      return alerts.evaluate(tickOf([2, null])).alerts[0]
    })
    expect(last).toMatchObject({
      severity: 'critical',
      firedEpochMs: at(0),
      value: null,
      sinceEpochMs: at(0),
    })
    expect(other).toMatchObject({ severity: 'low', firedEpochMs: null, value: null, sinceEpochMs: at(0) })
  })

  test('and tells again has not fired, and neither has what is pending or silent after it was over', () => {
    const back = createAlerts([rule(patient)])
    statesAfter(back, everySecond([9, null, null]))
    expect(back.evaluate(tickOf([3, 9])).alerts[0]).toMatchObject({
      state: 'resolved',
      firedEpochMs: null,
      resolvedEpochMs: at(3),
      sinceEpochMs: at(0),
    })
    const over = createAlerts([rule({ ...patient, forSeconds: 1 })])
    statesAfter(over, everySecond([16, 16, 9]))
    expect(over.evaluate(tickOf([3, 11])).alerts[0]).toMatchObject({
      state: 'pending',
      severity: 'medium',
      firedEpochMs: null,
      resolvedEpochMs: null,
    })
    statesAfter(over, everySecond([null, null], 4))
    expect(over.evaluate(tickOf([6, null])).alerts[0]).toMatchObject({
      state: 'no-data',
      severity: 'low',
      firedEpochMs: null,
      resolvedEpochMs: null,
    })
  })

  test('and never told anything is shown, but not told of: this machine may not have it', () => {
    const alerts = createAlerts([rule(patient)])
    const all = everySecond([null, null, null, null]).map((reading) => alerts.evaluate(tickOf(reading)))
    expect(all.map(({ alerts: [one] }) => one?.state ?? null)).toEqual([null, null, 'no-data', 'no-data'])
    expect(all.flatMap(({ transitions }) => transitions)).toEqual([])
    expect(statesAfter(alerts, everySecond([9, 11], 4))).toEqual([null, 'firing'])
  })

  test('and never told anything is forgotten with its key', () => {
    const alerts = createAlerts([rule(patient)])
    expect(statesAfter(alerts, everySecond([null, null, null, undefined]))).toEqual([
      null,
      null,
      'no-data',
      null,
    ])
  })

  test('and is asked for with its tags is missed, told of and never dropped', () => {
    const alerts = createAlerts([rule({ ...patient, metric: 'disk.usage{mount=/data}', above: '90%' })])
    const all = [0, 1, 2, 3, 7200].map((second) => alerts.evaluate(tickOf([second, undefined])))
    expect(all.map(({ alerts: [one] }) => one?.state ?? null)).toEqual([
      null,
      null,
      'no-data',
      'no-data',
      'no-data',
    ])
    expect(all.map(({ transitions }) => transitions.length)).toEqual([0, 0, 1, 0, 0])
  })

  test('and fires again after it was resolved and silent has a fresh beginning', () => {
    const alerts = createAlerts([rule(patient)])
    statesAfter(alerts, everySecond([11, 9, null, null]))
    expect(alerts.evaluate(tickOf([4, 11])).alerts[0]).toMatchObject({
      state: 'firing',
      sinceEpochMs: at(4),
      firedEpochMs: at(4),
    })
  })
})
