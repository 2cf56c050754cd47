import { describe, expect, test } from 'vitest'
import {
  createAlertmanagerPosts,
  createAlerts,
  type PostableAlert,
  type Silence,
} from '../../src/alerting/index.ts'
import type { AlertRuleTexts } from '../../src/core/index.ts'
import { at, everySecond, type Reading, rule, tick, tickOf } from './ticks.ts'

/** What is posted after each reading. */
function posts(
  texts: AlertRuleTexts,
  readings: readonly Reading[],
  silence?: Omit<Silence, 'rule'>,
): PostableAlert[][] {
  const alerts = createAlerts([rule(texts)])
  if (silence !== undefined) alerts.silence({ ...silence, rule: 'queue' })
  const posting = createAlertmanagerPosts({ instance: 'web-1' })
  return readings.map((reading) => posting.take(alerts.evaluate(tickOf(reading)), at(reading[0])))
}

function iso(seconds: number): string {
  return new Date(at(seconds)).toISOString()
}

/** When each posted alert began and ends. */
function spans(posted: readonly PostableAlert[][]): [severity: string, starts: string, ends: string][][] {
  return posted.map((list) =>
    list.map(({ labels, startsAt, endsAt }) => [
      `${labels.severity}${labels.no_data === undefined ? '' : ' no data'}`,
      startsAt,
      endsAt,
    ]),
  )
}

test('an alert that fires is posted with what names it, what it says and what to do', () => {
  expect(
    posts({ above: '10', title: 'Queue', runbook: 'Drain it.', labels: { team: 'ops' } }, [[0, 11]]),
  ).toEqual([
    [
      {
        labels: { team: 'ops', alertname: 'queue', severity: 'medium', instance: 'web-1' },
        annotations: { summary: 'Queue', description: 'Queue is 11, above 10.', runbook: 'Drain it.' },
        startsAt: iso(0),
        endsAt: iso(240),
      },
    ],
  ])
})

test('it has no runbook where its rule has none', () => {
  expect(posts({ above: '10' }, [[0, 11]])[0]?.[0]?.annotations).toEqual({
    summary: 'queue',
    description: 'queue is 11, above 10.',
  })
})

describe('an alert is posted', () => {
  test('again each minute while it fires', () => {
    const posted = spans(
      posts({ above: '10' }, [
        [0, 11],
        [1, 11],
        [59, 11],
        [60, 11],
        [119, 11],
        [120, 11],
      ]),
    )
    expect(posted).toEqual([
      [['medium', iso(0), iso(240)]],
      [],
      [],
      [['medium', iso(0), iso(300)]],
      [],
      [['medium', iso(0), iso(360)]],
    ])
  })

  test('as over when it is, and for four more minutes lest that got lost', () => {
    const readings: Reading[] = [
      [0, 11],
      [10, 9],
      [11, 9],
      [70, 9],
      [130, 9],
      [190, 9],
      [250, 9],
      [251, 9],
      [311, 9],
    ]
    expect(spans(posts({ above: '10', noDataSeconds: 3600 }, readings))).toEqual([
      [['medium', iso(0), iso(240)]],
      [['medium', iso(0), iso(10)]],
      [],
      [['medium', iso(0), iso(10)]],
      [['medium', iso(0), iso(10)]],
      [['medium', iso(0), iso(10)]],
      [['medium', iso(0), iso(10)]],
      [],
      [],
    ])
  })

  test('as another one when it gets worse', () => {
    const posted = spans(posts({ above: '10' }, everySecond([11, 16, 16])))
    expect(posted).toEqual([
      [['medium', iso(0), iso(240)]],
      [
        ['medium', iso(0), iso(1)],
        ['critical', iso(0), iso(241)],
      ],
      [],
    ])
  })

  test('anew when it fires again', () => {
    const posted = spans(posts({ above: '10' }, everySecond([11, 9, 11])))
    expect(posted[2]).toEqual([['medium', iso(2), iso(242)]])
  })

  test('as one without data when it tells nothing, and as firing when it tells again', () => {
    const posted = spans(posts({ above: '10', noDataSeconds: 2 }, everySecond([11, null, null, 11])))
    expect(posted).toEqual([
      [['medium', iso(0), iso(240)]],
      [],
      [
        ['medium', iso(0), iso(2)],
        ['medium no data', iso(0), iso(242)],
      ],
      [
        ['medium', iso(0), iso(243)],
        ['medium no data', iso(0), iso(3)],
      ],
    ])
  })

  test('as without data from then on where it had not fired', () => {
    const posted = spans(posts({ above: '10', noDataSeconds: 2 }, everySecond([9, null, null])))
    expect(posted[2]).toEqual([['low no data', iso(2), iso(242)]])
  })

  test('never while it is pending, is silenced or never told anything', () => {
    expect(posts({ above: '10', forSeconds: 5 }, everySecond([11, 11]))).toEqual([[], []])
    expect(posts({ above: '10', noDataSeconds: 1 }, everySecond([null, null, null]))).toEqual([[], [], []])
    const silenced = posts({ above: '10' }, everySecond([11, 11, 11]), { untilEpochMs: at(2) })
    expect(silenced.map((list) => list.length)).toEqual([0, 0, 1])
  })

  test('also after the clock was set back', () => {
    const posted = posts({ above: '10' }, [
      [3600, 11],
      [0, 11],
      [1, 11],
    ])
    expect(posted.map((list) => list.length)).toEqual([1, 1, 0])
  })
})

test('labels have names that every Alertmanager takes, and ours win', () => {
  const texts: AlertRuleTexts = {
    metric: 'up',
    below: '1',
    severity: 'high',
    labels: { 'cost-centre': 'a.b', '9to5': 'x', severity: 'mine', empty: '' },
  }
  const alerts = createAlerts([rule(texts, 'down')])
  const [posted] = createAlertmanagerPosts({ instance: 'web-1' }).take(
    alerts.evaluate(tick(0, { 'up{instance=10.0.0.5:9100,job=node}': 0 })),
    at(0),
  )
  expect(posted?.labels).toEqual({
    exported_instance: '10.0.0.5:9100',
    job: 'node',
    cost_centre: 'a.b',
    _9to5: 'x',
    exported_severity: 'mine',
    alertname: 'down',
    severity: 'high',
    instance: 'web-1',
  })
})

test('no secret is posted', () => {
  const alerts = createAlerts([rule({ metric: 'url.up', below: '1' }, 'down')])
  const values = { 'url.up{url=http://admin:hunter2hunter2@127.0.0.1/}': 0 }
  const posted = createAlertmanagerPosts({ instance: 'http://a:hunter2hunter2@b/' }).take(
    alerts.evaluate(tick(0, values)),
    at(0),
  )
  expect(posted).toHaveLength(1)
  expect(JSON.stringify(posted)).not.toContain('hunter2')
})
