import { describe, expect, test } from 'vitest'
import { prometheusMetrics } from '../../../src/monitor/server/prometheus-metrics.ts'
import { firingAlert } from '../fake-feed.ts'

const told = (values: Record<string, number | null>) =>
  prometheusMetrics({ epochMs: 1500, values, sources: [], processes: null }, [])
    .filter(({ name }) => name !== 'lewis_perf_last_tick_timestamp_seconds')
    .map(({ name, labels, value }) => ({ name, labels, value }))

describe('the metrics for Prometheus', () => {
  test.each([
    ['cpu.usage', 'lewis_perf_cpu_usage_ratio', {}],
    ['memory.used', 'lewis_perf_memory_used_bytes', {}],
    ['disk.read{device=sda}', 'lewis_perf_disk_read_bytes_per_second', { device: 'sda' }],
    ['process.cpu{name=postgres}', 'lewis_perf_process_cpu_cores', { name: 'postgres' }],
    [
      'url.seconds{phase=first-byte,url=http://x/?a=1,b}',
      'lewis_perf_url_seconds',
      { phase: 'first-byte', url: 'http://x/?a=1,b' },
    ],
    ['app.requests', 'lewis_perf_app_requests_per_second', {}],
    ['scan.per-hour', 'lewis_perf_scan_per_hour', {}],
    ['node.loop-delay{pid=7}', 'lewis_perf_node_loop_delay_seconds', { pid: '7' }],
    ['http_requests_total:rate{code=200}', 'lewis_perf_http_requests_total_per_second', { code: '200' }],
    ['queue_bytes{__x=1}', 'lewis_perf_queue_bytes', { _x: '1' }],
  ])('%s is %s', (key, name, labels) => {
    expect(told({ [key]: 0.5 })).toEqual([{ name, labels, value: 0.5 }])
  })

  test('leave out what is unknown', () => {
    expect(told({ 'cpu.usage': null })).toEqual([])
  })

  test('name no series twice', () => {
    expect(told({ 'a.b': 1, 'a-b': 2 })).toEqual([{ name: 'lewis_perf_a_b', labels: {}, value: 1 }])
  })

  test('mask secrets in labels', () => {
    expect(told({ 'url.up{url=http://me:hunter2@db/}': 1 })[0]?.labels).toEqual({ url: 'http://me:***@db/' })
  })

  test('tell when the tick was, what sources are silent and what fires', () => {
    const sources = [
      { name: 'host', staleBecause: null, toldEpochMs: 1 },
      { name: 'url http://x', staleBecause: 'no answer', toldEpochMs: null },
    ]
    const alerts = [firingAlert(), firingAlert({ rule: 'other', state: 'pending' })]
    const metrics = prometheusMetrics({ epochMs: 1500, values: {}, sources, processes: null }, alerts)
    expect(metrics.map(({ name, labels, value }) => [name, Object.values(labels)[0], value])).toEqual([
      ['lewis_perf_last_tick_timestamp_seconds', undefined, 1.5],
      ['lewis_perf_source_up', 'host', 1],
      ['lewis_perf_source_up', 'url http://x', 0],
      ['lewis_perf_alert_firing', 'cpu-usage', 1],
      ['lewis_perf_alert_firing', 'other', 0],
    ])
  })
})
