import { describe, expect, test } from 'vitest'
import { readRule } from '../../src/alerting/index.ts'
import { type AlertRuleTexts, metricNames, metricUnit } from '../../src/core/index.ts'

describe('a rule', () => {
  test('that says little has everything else as it is by default', () => {
    expect(readRule('busy', { metric: 'cpu.usage', above: '85%' })).toEqual({
      ok: true,
      rule: {
        id: 'busy',
        title: 'cpu.usage',
        metric: 'cpu.usage',
        judge: 'value',
        overSeconds: 0,
        direction: 'above',
        raise: 0.85,
        clear: 0.85,
        unit: 'ratio',
        forSeconds: 0,
        delay: { downSeconds: 0, multiplier: 1, maximumSeconds: 0 },
        severity: null,
        severityRatios: { medium: 1.1, high: 1.2, critical: 1.5 },
        labels: {},
        runbook: null,
        noDataSeconds: 60,
      },
    })
  })

  test('keeps all that it says', () => {
    const texts: AlertRuleTexts = {
      title: 'Slow queue',
      metric: 'scan.queue{site=b,host=a}',
      overSeconds: 60,
      below: '5',
      clear: '8',
      forSeconds: 30,
      delay: { downSeconds: 10, multiplier: 2 },
      severity: 'high',
      severityRatios: { critical: 9 },
      labels: { team: 'ops' },
      runbook: 'Start more workers.',
      noDataSeconds: 5,
    }
    expect(readRule('queue', texts)).toMatchObject({
      rule: {
        title: 'Slow queue',
        metric: 'scan.queue{host=a,site=b}',
        judge: 'mean',
        overSeconds: 60,
        direction: 'below',
        raise: 5,
        clear: 8,
        unit: 'count',
        forSeconds: 30,
        delay: { downSeconds: 10, multiplier: 2, maximumSeconds: 100 },
        severity: 'high',
        severityRatios: { medium: 1.1, high: 1.2, critical: 9 },
        labels: { team: 'ops' },
        runbook: 'Start more workers.',
        noDataSeconds: 5,
      },
    })
  })

  test.each([
    [{ downSeconds: 60 }, 60],
    [{ downSeconds: 60, multiplier: 1.5 }, 600],
    [{ downSeconds: 60, multiplier: 1.5, maximumSeconds: 90 }, 90],
  ])('with the delay %o waits at most %d seconds', (delay, maximumSeconds) => {
    expect(readRule('a', { metric: 'a', above: '1', delay })).toMatchObject({
      rule: { delay: { maximumSeconds } },
    })
  })

  test.each([
    ['cpu.usage', '85%', 0.85, 'ratio'],
    ['cpu.usage', '0.85', 0.85, 'ratio'],
    ['app.response', '5s', 5, 'seconds'],
    ['disk.free{mount=/}', '5GiB', 5 * 2 ** 30, 'bytes'],
    ['disk.read', '100MB/s', 100e6, 'bytes-per-second'],
    ['app.requests', '10/s', 10, 'per-second'],
    ['process.cpu{name=a}', '500m', 0.5, 'cores'],
    ['scan.queue', '50', 50, 'count'],
    ['http_requests_total:rate', '30/m', 0.5, 'per-second'],
    ['http_requests_total:rate', '30', 30, 'per-second'],
    ['some_gauge', '50', 50, 'count'],
    ['some_gauge', '50%', 0.5, 'ratio'],
    ['some_gauge', '5m', 300, 'seconds'],
    ['some_gauge', '5MB', 5e6, 'bytes'],
    ['some_gauge', '5MB/s', 5e6, 'bytes-per-second'],
    ['some_gauge', '5/s', 5, 'per-second'],
  ])('of %s above %s is of %d %s', (metric, above, raise, unit) => {
    expect(readRule('a', { metric, above })).toMatchObject({ ok: true, rule: { raise, unit } })
  })

  test('of a time to empty has limits of time, whatever the series holds', () => {
    const texts: AlertRuleTexts = { metric: 'disk.free', judge: 'time-to-empty', below: '24h', clear: '2d' }
    expect(readRule('a', texts)).toMatchObject({ rule: { raise: 86_400, clear: 172_800, unit: 'seconds' } })
  })

  test('may clear at its limit', () => {
    expect(readRule('a', { metric: 'a', above: '5', clear: '5' })).toMatchObject({ ok: true })
    expect(readRule('a', { metric: 'a', below: '5', clear: '5' })).toMatchObject({ ok: true })
  })
})

test('the unit of a series is known by its name, and of no other', () => {
  expect(metricUnit('url.seconds')).toBe('seconds')
  expect(metricUnit('anything:rate')).toBe('per-second')
  expect(metricUnit('anything')).toBeNull()
  expect(metricUnit('toString')).toBeNull()
  expect(metricNames).toContain('self.skipped')
})
