import { expect, test } from 'vitest'
import { createAlerts, createNotices, noticeBody } from '../../src/alerting/index.ts'
import { at, everySecond, rule, tick, tickOf } from './ticks.ts'

test('a notice is plain JSON that says what, where, since when and what to do', () => {
  const alerts = createAlerts([
    rule(
      {
        metric: 'disk.usage',
        above: '90%',
        title: 'Disk usage',
        runbook: 'Prune it.',
        labels: { team: 'ops' },
      },
      'disk',
    ),
  ])
  const notices = createNotices()
  const bodies = [0.95, 0.95, 0.9].flatMap((value, second) =>
    notices
      .take(alerts.evaluate(tick(second, { 'disk.usage{mount=/}': value })), at(second))
      .map((notice) => noticeBody(notice, 'web-1')),
  )
  expect(bodies).toEqual([
    {
      schema: 'lewis-perf/notice/1',
      at: '2027-03-31T00:00:00.000Z',
      instance: 'web-1',
      text: 'low: Disk usage (mount=/) is 95 %, above 90 %.',
      more: 0,
      alert: {
        rule: 'disk',
        title: 'Disk usage',
        series: 'disk.usage{mount=/}',
        state: 'firing',
        severity: 'low',
        message: 'Disk usage (mount=/) is 95 %, above 90 %.',
        value: 0.95,
        threshold: 0.9,
        unit: 'ratio',
        labels: { mount: '/', team: 'ops' },
        runbook: 'Prune it.',
        since: '2027-03-31T00:00:00.000Z',
        fired: '2027-03-31T00:00:00.000Z',
        resolved: null,
        isFlapping: false,
      },
    },
    expect.objectContaining({
      at: '2027-03-31T00:00:02.000Z',
      text: 'resolved: Disk usage (mount=/) is 90 %, no longer above 90 %.',
      alert: expect.objectContaining({ state: 'resolved', resolved: '2027-03-31T00:00:02.000Z' }),
    }),
  ])
  expect(JSON.parse(JSON.stringify(bodies))).toEqual(bodies)
})

test('what has no data is told without when it fired', () => {
  const alerts = createAlerts([rule({ above: '10', noDataSeconds: 1 })])
  const notices = createNotices()
  const bodies = everySecond([9, null]).flatMap((reading) =>
    notices
      .take(alerts.evaluate(tickOf(reading)), at(reading[0]))
      .map((notice) => noticeBody(notice, 'web-1')),
  )
  expect(bodies.map(({ alert }) => [alert?.state, alert?.value, alert?.fired, alert?.since])).toEqual([
    ['no-data', null, null, '2027-03-31T00:00:00.000Z'],
  ])
})

test('a sum has no alert', () => {
  expect(
    noticeBody({ epochMs: at(0), alert: null, more: 37, text: 'And 37 more: 37 firing.' }, 'web-1'),
  ).toEqual({
    schema: 'lewis-perf/notice/1',
    at: '2027-03-31T00:00:00.000Z',
    instance: 'web-1',
    text: 'And 37 more: 37 firing.',
    more: 37,
    alert: null,
  })
})

test('no secret is told', () => {
  const alerts = createAlerts([
    rule({ metric: 'url.up', below: '1', runbook: 'Try it with token=hunter2hunter2.' }, 'down'),
  ])
  const series = 'url.up{url=http://admin:hunter2hunter2@127.0.0.1/}'
  const [notice] = createNotices().take(alerts.evaluate(tick(0, { [series]: 0 })), at(0))
  const text = JSON.stringify(notice === undefined ? null : noticeBody(notice, 'http://a:hunter2hunter2@b/'))
  expect(text).toContain('admin:***@127.0.0.1')
  expect(text).not.toContain('hunter2')
})
