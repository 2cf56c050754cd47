import { describe, expect, test } from 'vitest'
import type { MonitorData } from '../../../src/monitor/outcome/monitor-data.ts'
import { monitorOutcome } from '../../../src/monitor/outcome/monitor-outcome.ts'
import { runSummary } from '../../../src/monitor/outcome/series-summary.ts'
import { alertOf } from '../view/seen-literals.ts'

function dataOf(part: Partial<MonitorData> = {}): MonitorData {
  return {
    fromEpochMs: 1000,
    toEpochMs: 61_000,
    intervalSeconds: 1,
    ticks: 61,
    skipped: 0,
    series: {},
    sources: [],
    alerts: [],
    changes: [],
    notices: [],
    ...part,
  }
}

describe('what a run came to', () => {
  test('is calm where nothing fired', () => {
    const { headline, findings, exitCode } = monitorOutcome(dataOf(), [])
    expect(headline).toBe('Watched for 1 min, 61 ticks: no alert fired.')
    expect(findings).toEqual([])
    expect(exitCode).toBeUndefined()
  })

  test('could not be measured where there was no tick', () => {
    const outcome = monitorOutcome(dataOf({ fromEpochMs: null, toEpochMs: null, ticks: 0 }), [])
    expect(outcome).toMatchObject({ headline: 'Nothing was seen.', exitCode: 3 })
  })

  test.each([
    ['low', 'warn'],
    ['medium', 'warn'],
    ['high', 'fail'],
    ['critical', 'fail'],
  ] as const)('%s: %s', (severity, status) => {
    const fired = alertOf({ severity, runbook: 'Look at ps.' })
    const { findings, headline } = monitorOutcome(dataOf({ alerts: [fired], changes: [fired] }), [])
    expect(findings).toEqual([
      {
        id: 'cpu',
        instance: 'cpu.usage',
        title: 'CPU is busy',
        status,
        because: 'cpu.usage is 97 %, above 85 % for 2 min.',
        evidence: {
          value: { value: 0.97, unit: 'ratio' },
          threshold: { value: 0.85, unit: 'ratio' },
          severity,
        },
        advice: [{ text: 'Look at ps.' }],
      },
    ])
    expect(headline).toContain('1 alert fired, 1 at the end')
  })

  test('is judged by the worst of an alert, also where it is over', () => {
    const changes = [
      alertOf({ severity: 'critical' }),
      alertOf({ severity: 'low' }),
      alertOf({ state: 'resolved' }),
    ]
    const { findings, headline } = monitorOutcome(
      dataOf({ changes, alerts: [alertOf({ state: 'resolved' })] }),
      [],
    )
    expect(findings).toMatchObject([
      { status: 'fail', because: expect.stringMatching(/2 min\. It is not so any more\.$/) },
    ])
    expect(headline).toContain('1 alert fired, none at the end')
  })

  test('leaves out what is silenced, and says what could not be judged', () => {
    const silenced = alertOf({ silencedUntilEpochMs: 99 })
    const unknown = alertOf({ state: 'no-data', series: 'disk.usage', message: 'disk.usage is not told.' })
    const { findings } = monitorOutcome(dataOf({ alerts: [silenced, unknown], changes: [silenced] }), [])
    expect(findings).toMatchObject([
      { status: 'unknown', instance: 'disk.usage', because: 'disk.usage is not told.' },
    ])
  })

  test('counts and judges nothing that is silenced, and tells an alert once', () => {
    const silenced = alertOf({ silencedUntilEpochMs: 99 })
    const fired = alertOf({ series: 'other' })
    const lost = alertOf({ series: 'other', state: 'no-data', message: 'Other has told nothing for 2 min.' })
    const quiet = alertOf({ series: 'third', state: 'no-data', silencedUntilEpochMs: 99 })
    const { headline, findings } = monitorOutcome(
      dataOf({ alerts: [silenced, lost, quiet], changes: [fired, silenced, lost] }),
      [],
    )
    expect(headline).toContain('1 alert fired, none at the end')
    expect(findings.map(({ instance, status }) => [instance, status])).toEqual([['other', 'fail']])
  })

  test('names a source that was stale, and is unknown where it never told anything', () => {
    const source = { name: 'url http://a/', staleBecause: 'refused', toldEpochMs: null }
    const { findings } = monitorOutcome(
      dataOf({
        sources: [
          { ...source, toldTicks: 0, staleTicks: 61 },
          { ...source, name: 'host', staleBecause: null, toldTicks: 60, staleTicks: 1 },
          { ...source, name: 'self', staleBecause: null, toldTicks: 61, staleTicks: 0 },
        ],
      }),
      [],
    )
    expect(findings.map(({ instance, status, because }) => [instance, status, because])).toEqual([
      ['url http://a/', 'unknown', 'It told nothing in 61 of 61 ticks: refused.'],
      ['host', 'info', 'It told nothing in 1 of 61 ticks.'],
    ])
  })

  test('has a row for each series, in its own unit', () => {
    const series = {
      'cpu.usage': { count: 3, missing: 1, min: 0.1, mean: 0.2, max: 0.3, last: 0.3 },
      'my_bytes{a=b}': { count: 1, missing: 0, min: 1, mean: 1, max: 1, last: 1 },
    }
    const [glance, all] = monitorOutcome(dataOf({ series }), []).tables
    expect(glance?.rows).toEqual([
      ['cpu.usage', ...[0.3, 0.2, 0.1, 0.3].map((value) => ({ value, unit: 'ratio' }))],
    ])
    expect(all).toMatchObject({ main: true, detail: true })
    expect(all?.rows).toEqual([
      [
        'cpu.usage',
        ...[0.3, 0.2, 0.1, 0.3].map((value) => ({ value, unit: 'ratio' })),
        { value: 1, unit: 'count' },
      ],
      [
        'my_bytes{a=b}',
        ...[1, 1, 1, 1].map((value) => ({ value, unit: 'bytes' })),
        { value: 0, unit: 'count' },
      ],
    ])
  })
})

describe('the sum of a run', () => {
  test('has lowest, mean, highest and last of each series, and how often it was missing since it was first told', () => {
    const summary = runSummary()
    summary.add({ epochMs: 1000, values: { a: 2 } })
    summary.add({ epochMs: 2000, values: { a: null, b: 5 } })
    summary.add({ epochMs: 3000, values: { a: 4 } })
    expect(summary.span()).toEqual({ fromEpochMs: 1000, toEpochMs: 3000 })
    expect(summary.ticks()).toBe(3)
    expect(summary.series()).toEqual({
      a: { count: 2, missing: 1, min: 2, mean: 3, max: 4, last: 4 },
      b: { count: 1, missing: 1, min: 5, mean: 5, max: 5, last: 5 },
    })
  })

  test('keeps no more series than it has room for, and counts the others', () => {
    const summary = runSummary(1)
    summary.add({ epochMs: 1, values: { a: 1, b: 1, c: 1 } })
    summary.add({ epochMs: 2, values: { b: 1 } })
    expect(Object.keys(summary.series())).toEqual(['a'])
    expect(summary.untold()).toBe(1)
  })

  test('of nothing has no span', () => {
    expect(runSummary().span()).toBeNull()
  })
})
