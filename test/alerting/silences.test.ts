import { describe, expect, test } from 'vitest'
import { createAlerts, createNotices, type Silence } from '../../src/alerting/index.ts'
import { OperatorError } from '../../src/core/index.ts'
import { at, everySecond, rule, tick, tickOf } from './ticks.ts'

const until = at(100)

function heldUntil(silences: readonly Omit<Silence, 'untilEpochMs'>[]): (number | null)[] {
  const alerts = createAlerts([
    rule({ metric: 'disk.usage', above: '90%', labels: { team: 'ops' } }, 'disk'),
    rule({ metric: 'cpu.usage', above: '85%' }, 'cpu'),
  ])
  for (const silence of silences) alerts.silence({ ...silence, untilEpochMs: until })
  const values = { 'disk.usage{mount=/}': 0.95, 'disk.usage{mount=/data}': 0.96, 'cpu.usage': 0.86 }
  const { alerts: shown } = alerts.evaluate(tick(0, values))
  const series = Object.keys(values)
  return series.map((key) => shown.find((alert) => alert.series === key)?.silencedUntilEpochMs ?? null)
}

describe('a silence holds back, while it is still shown,', () => {
  test.each<[string, Omit<Silence, 'untilEpochMs'>, (number | null)[]]>([
    ['every alert of a rule', { rule: 'disk' }, [until, until, null]],
    ['the alert of a series', { series: 'disk.usage{mount=/data}' }, [null, until, null]],
    ['every series of a name', { series: 'disk.usage' }, [until, until, null]],
    ['no series whose name only begins like it', { series: 'disk.us' }, [null, null, null]],
    ['alerts of a label', { labels: { team: 'ops' } }, [until, until, null]],
    ['alerts of a tag', { labels: { mount: '/' } }, [until, null, null]],
    ['only what matches all of it', { rule: 'disk', labels: { mount: '/' } }, [until, null, null]],
    [
      'nothing where one of its labels is another',
      { labels: { team: 'ops', mount: '/x' } },
      [null, null, null],
    ],
  ])('%s', (_, silence, held) => {
    expect(heldUntil([silence])).toEqual(held)
  })
})

test('the longest silence counts, and each ends at its moment', () => {
  const alerts = createAlerts([rule({ above: '10' })])
  alerts.silence({ rule: 'queue', untilEpochMs: at(2) })
  alerts.silence({ series: 'queue', untilEpochMs: at(3) })
  const held = everySecond([11, 11, 11, 11, 11]).map((reading) => {
    const { alerts: shown } = alerts.evaluate(tickOf(reading))
    return [shown[0]?.silencedUntilEpochMs, alerts.silenced().length]
  })
  expect(held).toEqual([
    [at(3), 2],
    [at(3), 2],
    [at(3), 1],
    [null, 0],
    [null, 0],
  ])
})

test('what is still so when its silence ends is told then, and what is over is not', () => {
  const alerts = createAlerts([
    rule({ metric: 'a', above: '10' }, 'a'),
    rule({ metric: 'b', above: '10' }, 'b'),
  ])
  const notices = createNotices()
  for (const id of ['a', 'b']) alerts.silence({ rule: id, untilEpochMs: at(2) })
  const told = [0, 1, 2, 3].map((second) => {
    const evaluation = alerts.evaluate(tick(second, { a: 11, b: second === 0 ? 11 : 9 }))
    return notices.take(evaluation, at(second)).map(({ alert }) => alert?.rule)
  })
  expect(told).toEqual([[], [], ['a'], []])
})

test.each<[string, Silence, string]>([
  ['names nothing', { untilEpochMs: until }, 'A silence must say what it holds back.'],
  ['has no labels either', { labels: {}, untilEpochMs: until }, 'A silence must say what it holds back.'],
  ['never ends', { rule: 'a', untilEpochMs: Number.POSITIVE_INFINITY }, 'A silence must end, got Infinity.'],
  ['ends at no moment', { rule: 'a', untilEpochMs: Number.NaN }, 'A silence must end, got NaN.'],
])('a silence that %s is refused', (_, silence, sentence) => {
  const { silence: add } = createAlerts([])
  expect(() => add(silence)).toThrow(OperatorError)
  expect(() => add(silence)).toThrow(sentence)
})

test('the hundred and first silence is refused, until others have ended', () => {
  const alerts = createAlerts([])
  const add = (seconds: number) => alerts.silence({ rule: 'a', untilEpochMs: at(seconds) })
  for (let count = 0; count < 100; count++) add(count < 50 ? 1 : 10)
  expect(() => add(10)).toThrow('There are 100 silences already.')
  alerts.evaluate(tick(1, {}))
  expect(alerts.silenced()).toHaveLength(50)
  add(10)
  expect(alerts.silenced()).toHaveLength(51)
})
