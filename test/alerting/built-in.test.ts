import { describe, expect, test } from 'vitest'
import { alertRules, builtInRules, createAlerts } from '../../src/alerting/index.ts'
import type { Alert, SourceState } from '../../src/core/index.ts'
import { metricUnit, seriesName } from '../../src/core/index.ts'
import { at, tick } from './ticks.ts'

const rules = alertRules({ name: 'p' })

/** The only alert after so many seconds, one tick a second. */
function lastAfter(seconds: number, values: (second: number) => Record<string, number | null>): Alert | null {
  const alerts = createAlerts(rules)
  let last: Alert | null = null
  for (let second = 0; second <= seconds; second++)
    last = alerts.evaluate(tick(second, values(second))).alerts[0] ?? null
  return last
}

test('every built-in rule is whole, judges a series that a monitor has, and says what to do', () => {
  expect(rules.map(({ id }) => id)).toEqual([
    'pressure.cpu',
    'pressure.memory',
    'pressure.io',
    'cpu.throttled',
    'disk.full',
    'url.down',
    'self.lag',
    'self.skipped',
    'source.stale',
  ])
  for (const { metric, runbook } of rules) {
    expect(metricUnit(seriesName(metric))).not.toBeNull()
    expect(runbook).toMatch(/^[A-Z].*\.$/)
  }
})

describe.each(['cpu', 'memory', 'io'])('pressure of %s', (kind) => {
  const metric = `pressure.${kind}`

  test.each([
    [0.1, null],
    [0.11, 'medium'],
    [0.18, 'high'],
    [0.26, 'critical'],
  ])('of %d over a minute is %s', (share, severity) => {
    expect(lastAfter(60, () => ({ [metric]: share }))?.severity ?? null).toBe(severity)
  })

  test('is judged by the mean of the minute', () => {
    expect(lastAfter(120, (second) => ({ [metric]: second % 2 === 0 ? 0.24 : 0 }))).toMatchObject({
      severity: 'medium',
    })
    expect(lastAfter(120, (second) => ({ [metric]: second % 4 === 0 ? 0.24 : 0 }))).toBeNull()
    expect(lastAfter(59, () => ({ [metric]: 1 }))).toBeNull()
  })
})

test.each([
  [299, 0.9, null],
  [300, 0.25, null],
  [300, 0.26, 'medium'],
  [300, 0.51, 'critical'],
])('after %d seconds, throttling of %d is %s', (seconds, share, severity) => {
  expect(lastAfter(seconds, () => ({ 'cgroup.throttled': share }))?.severity ?? null).toBe(severity)
})

test('an endpoint that is down for ten seconds is critical', () => {
  const down = (): Record<string, number> => ({ 'url.up{url=http://127.0.0.1/}': 0 })
  expect(lastAfter(9, down)?.state).toBe('pending')
  expect(lastAfter(10, down)).toMatchObject({
    state: 'firing',
    severity: 'critical',
    message: 'Endpoint (url=http://127.0.0.1/) is 0, below 1 for 10 s.',
  })
})

describe('the watchdog', () => {
  test('tells when ticks come later than the next is due, for ten of them', () => {
    expect(lastAfter(10, () => ({ 'self.lag': 1 }))).toBeNull()
    expect(lastAfter(9, () => ({ 'self.lag': 1.1 }))?.state).toBe('pending')
    expect(lastAfter(10, () => ({ 'self.lag': 1.1 }))).toMatchObject({ rule: 'self.lag', state: 'firing' })
  })

  test('measures by its own interval', () => {
    expect(builtInRules({ intervalSeconds: 0.1 })['self.lag']).toMatchObject({ above: '0.1s', forSeconds: 1 })
    const [lag] = alertRules({ name: 'p' }, { intervalSeconds: 0.1 }).filter(({ id }) => id === 'self.lag')
    expect(lag).toMatchObject({ raise: 0.1, noDataSeconds: 60 })
    const [slow] = alertRules({ name: 'p' }, { intervalSeconds: 30 }).filter(
      ({ id }) => id === 'source.stale',
    )
    expect(slow).toMatchObject({ raise: 300, noDataSeconds: 150 })
  })

  test('tells when it skips more than three ticks in five minutes, and is calm when it skips none', () => {
    const skipped = (count: number) => (second: number) => ({ 'self.skipped': 100 + Math.min(count, second) })
    expect(lastAfter(60, skipped(3))).toBeNull()
    expect(lastAfter(60, skipped(4))).toMatchObject({
      rule: 'self.skipped',
      state: 'firing',
      message: 'Ticks that the monitor skipped rose by 4 in 5 min, above 3 for 56 s.',
    })
    expect(lastAfter(310, skipped(4))?.state).toBe('resolved')
  })

  test('takes a count that falls for one that began anew', () => {
    const counts = [100, 0, 2, 5]
    expect(lastAfter(3, (second) => ({ 'self.skipped': counts[second] ?? 0 }))).toMatchObject({ value: 5 })
  })

  test('tells of a source that has been stale for more than a minute, until it tells again', () => {
    const alerts = createAlerts(rules)
    const source = (second: number): SourceState =>
      second > 0 && second < 70
        ? { name: 'url http://127.0.0.1/', staleBecause: 'refused', toldEpochMs: at(0) }
        : { name: 'url http://127.0.0.1/', staleBecause: null, toldEpochMs: at(second) }
    const found = [0, 1, 59, 60, 61, 69, 70].map((second) => {
      const [alert] = alerts.evaluate(tick(second, {}, [source(second)])).alerts
      return alert === undefined ? null : `${alert.state}: ${alert.message}`
    })
    expect(found).toEqual([
      null,
      null,
      null,
      null,
      'firing: Source without figures (source=url http://127.0.0.1/) is 1 min 1 s, above 1 min.',
      'firing: Source without figures (source=url http://127.0.0.1/) is 1 min 9 s, above 1 min for 8 s.',
      'resolved: Source without figures (source=url http://127.0.0.1/) is 0 s, no longer above 1 min.',
    ])
  })

  test('counts for a source that never told from when it was first seen', () => {
    const alerts = createAlerts(rules)
    const stale: SourceState = { name: 'host', staleBecause: 'denied', toldEpochMs: null }
    const found = [100, 160, 161].map((second) => alerts.evaluate(tick(second, {}, [stale])).alerts.length)
    expect(found).toEqual([0, 0, 1])
  })
})
