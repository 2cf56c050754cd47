import { describe, expect, test } from 'vitest'
import { dashboardOf } from '../../../src/monitor/server/dashboard.ts'
import { fakeFeed, firingAlert, firstEpochMs } from '../fake-feed.ts'

describe("the guide's dashboard", () => {
  test('tells usages in percent, traffic over all devices, and times in seconds', () => {
    const feed = fakeFeed()
    const disks = (a: number, b: number) => ({ 'disk.read{device=sda}': a, 'disk.written{device=sdb}': b })
    feed.tick({ 'cpu.usage': 0.2, 'app.response': 0.5, 'scan.success': 0.9, ...disks(100, 20) })
    feed.tick({ 'cpu.usage': 0.6, 'app.response': null, 'scan.success': 1, ...disks(300, 30) })
    expect(dashboardOf(feed, 0)).toEqual({
      timestamp: '2026-01-05T12:00:01.000Z',
      window_seconds: 300,
      system_metrics: {
        cpu_usage: { count: 2, min: 20, max: 60, avg: 40, sum: 80 },
        memory_usage: { count: 0 },
        disk_io: { count: 2, min: 120, max: 330, avg: 225, sum: 450 },
        network_io: { count: 0 },
      },
      application_metrics: {
        request_rate: { count: 0 },
        response_time: { count: 1, min: 0.5, max: 0.5, avg: 0.5, sum: 0.5 },
        error_rate: { count: 0 },
        active_connections: { count: 0 },
      },
      scan_metrics: {
        scans_per_hour: { count: 0 },
        avg_scan_duration: { count: 0 },
        scan_success_rate: 95,
        queue_length: { count: 0 },
      },
      alerts: [],
    })
  })

  test('looks back five minutes', () => {
    const feed = fakeFeed(60)
    for (const value of [9, 1, 1, 1, 1, 1, 1]) feed.tick({ 'scan.queue': value })
    expect(dashboardOf(feed, 0).scan_metrics.queue_length).toEqual({
      count: 6,
      min: 1,
      max: 1,
      avg: 1,
      sum: 6,
    })
  })

  test('is there before the first tick', () => {
    expect(dashboardOf(fakeFeed(), firstEpochMs)).toMatchObject({
      timestamp: '2026-01-05T12:00:00.000Z',
      system_metrics: { cpu_usage: { count: 0 } },
    })
  })

  test.each([
    [firingAlert(), 'cpu_usage', 97, 85, 'cpu_usage is 97.00, exceeding threshold of 85'],
    [
      firingAlert({ series: 'disk.usage{mount=/}', value: 0.96, threshold: 0.95 }),
      'disk_usage',
      96,
      95,
      'disk_usage is 96.00, exceeding threshold of 95',
    ],
    [
      firingAlert({ series: 'url.seconds{phase=total,url=x}', unit: 'seconds', value: 6.5, threshold: 5 }),
      'response_time',
      6.5,
      5,
      firingAlert().message,
    ],
    [
      firingAlert({ series: 'pressure.io', value: null, threshold: 0.1 }),
      'pressure.io',
      null,
      10,
      firingAlert().message,
    ],
  ])('tells the alert of $series in its words', (alert, metric, value, threshold, message) => {
    const feed = fakeFeed()
    feed.set({ alerts: [alert] })
    expect(dashboardOf(feed, 0).alerts).toEqual([
      expect.objectContaining({
        timestamp: firstEpochMs / 1000 + 60,
        metric,
        current_value: value,
        threshold,
        severity: 'high',
        message,
      }),
    ])
  })
})
