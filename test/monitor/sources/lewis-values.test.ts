import { describe, expect, test } from 'vitest'
import { parseExposition } from '../../../src/metrics/index.ts'
import { lewisValues } from '../../../src/monitor/sources/exposed/index.ts'
import { lewisMetrics } from '../../../src/monitor/sources/lewis-metrics.ts'

function families(text: string) {
  const page = parseExposition(`${text}\n`, 'prometheus')
  if (!page.ok) throw new Error(`${page.line}: ${page.problem}`)
  return page.families
}

/** What is told at the last of `pages`, each so many seconds after the one before. */
function told(pages: readonly string[], seconds: number): Record<string, number | null> {
  const values = lewisValues()
  return pages.reduce<Record<string, number | null>>(
    (_, page, index) => values(families(page), index * seconds),
    {},
  )
}

describe('scans', () => {
  // As the integration guide of LEWIS exposes them.
  const page = (scans: number, seconds: number, active: number) => `# TYPE lewis_scans_total counter
lewis_scans_total ${scans}
# TYPE lewis_scan_duration_seconds histogram
lewis_scan_duration_seconds_bucket{le="+Inf"} ${scans}
lewis_scan_duration_seconds_sum ${seconds}
lewis_scan_duration_seconds_count ${scans}
# TYPE lewis_active_scans gauge
lewis_active_scans ${active}`

  test('are told over the time that was watched, up to an hour', () => {
    // 6 in 120 s, 30 s each.
    expect(told([page(100, 9000, 2), page(103, 9090, 3), page(106, 9180, 5)], 60)).toEqual({
      'scan.per-hour': 180,
      'scan.duration': 30,
      'scan.active': 5,
    })
  })

  test('of less than a minute are not made an hour', () => {
    expect(told([page(100, 9000, 2), page(105, 9100, 2)], 30)).toMatchObject({
      'scan.per-hour': null,
      'scan.duration': null,
      'scan.active': 2,
    })
  })

  test('of more than an hour ago are forgotten', () => {
    // 10 a minute for two hours, then none for the last half hour.
    const pages = Array.from({ length: 151 }, (_, minute) => page(10 * Math.min(minute, 120), 0, 0))
    expect(told(pages, 60)['scan.per-hour']).toBe(300)
  })

  test('that were counted before the counter began anew are not counted twice, nor below 0', () => {
    expect(told([page(100, 0, 0), page(106, 0, 0), page(2, 0, 0), page(4, 0, 0)], 40)['scan.per-hour']).toBe(
      240,
    )
  })

  test('that succeeded are told of those that ended', () => {
    const ended = (good: number, bad: number) => `# TYPE lewis_scans_total counter
lewis_scans_total{status="completed"} ${good}
lewis_scans_total{status="failed"} ${bad}
lewis_scans_total{status="running"} ${good * 50}`
    expect(told([ended(10, 10), ended(19, 11)], 100)['scan.success']).toBe(0.9)
  })

  test.each([
    ['lewis_scan_success_rate 0.97', 'scan.success', 0.97],
    ['lewis_scan_success_rate 97', 'scan.success', 0.97],
    [
      'lewis_scan_queue_length{priority="high"} 3\nlewis_scan_queue_length{priority="low"} 4',
      'scan.queue',
      7,
    ],
    ['lewis_active_connections 12', 'app.connections', 12],
  ])('and the like are told as they are: %s', (text, series, value) => {
    expect(told([text], 1)[series]).toBe(value)
  })
})

describe('requests', () => {
  const page = (good: number, bad: number, seconds: number) => `# TYPE http_requests_total counter
http_requests_total{handler="/a",status="2xx"} ${good}
http_requests_total{handler="/b",status="5xx"} ${bad}
# TYPE http_request_duration_highr_seconds histogram
http_request_duration_highr_seconds_bucket{le="+Inf"} ${good + bad}
http_request_duration_highr_seconds_sum ${seconds}
http_request_duration_highr_seconds_count ${good + bad}`

  test('are told as the instrumentation of FastAPI tells them, since the look before', () => {
    expect(told([page(100, 100, 50), page(160, 120, 90)], 2)).toEqual({
      'app.requests': 40,
      'app.errors': 0.25,
      'app.response': 0.5,
    })
  })

  test('that there were none of have no errors and no time, which is not 0', () => {
    expect(told([page(5, 1, 2), page(5, 1, 2)], 1)).toEqual({
      'app.requests': 0,
      'app.errors': null,
      'app.response': null,
    })
  })

  test('without a status have no errors that could be told', () => {
    expect(told(['http_requests_total 5', 'http_requests_total 9'], 2)).toEqual({ 'app.requests': 2 })
  })

  test('with codes as numbers are told too', () => {
    const codes = (good: number, bad: number) =>
      `starlette_requests_total{status_code="200"} ${good}\nstarlette_requests_total{status_code="503"} ${bad}`
    expect(told([codes(0, 0), codes(3, 1)], 1)['app.errors']).toBe(0.25)
  })
})

test('a page of something else tells nothing of both', () => {
  expect(told(['node_load1 0.5\npg_up 1'], 1)).toEqual({})
})

test('every series of scans and requests has metrics that tell it, each once', () => {
  expect(lewisMetrics.map(({ series }) => series)).toEqual([
    'scan.per-hour',
    'scan.duration',
    'scan.success',
    'scan.queue',
    'scan.active',
    'app.requests',
    'app.errors',
    'app.response',
    'app.connections',
  ])
  for (const { from } of lewisMetrics)
    expect(new Set(from.map(({ how, name }) => `${how} ${name}`)).size).toBe(from.length)
})
