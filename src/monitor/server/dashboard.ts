import { inGuideWords } from '../../checks/index.ts'
import { type Alert, maskSecretsIn, seriesName } from '../../core/index.ts'
import type { Point } from '../stream-messages.ts'
import { shortNumber } from './guide-fields.ts'
import type { MonitorFeed } from './monitor-feed.ts'

/** The guide's statistics of a metric over its window; of none there is only the count. */
export type DashboardStats =
  | { count: 0 }
  | { count: number; min: number; max: number; avg: number; sum: number }

/** The guide's `generate_dashboard_data`: usages and rates of success and error in percent, traffic in bytes a second, times in seconds. */
export interface Dashboard {
  timestamp: string
  window_seconds: number
  system_metrics: Record<'cpu_usage' | 'memory_usage' | 'disk_io' | 'network_io', DashboardStats>
  application_metrics: Record<
    'request_rate' | 'response_time' | 'error_rate' | 'active_connections',
    DashboardStats
  >
  scan_metrics: Record<'scans_per_hour' | 'avg_scan_duration' | 'queue_length', DashboardStats> & {
    scan_success_rate: number | null
  }
  alerts: readonly DashboardAlert[]
}

/** An alert in the guide's words, with ours for what it does not say. */
export interface DashboardAlert {
  timestamp: number
  metric: string
  current_value: number | null
  threshold: number
  severity: string
  message: string
  title: string
  series: string
  state: string
  runbook: string | null
}

/** The guide looks back so far. */
const windowSeconds = 300

const guideMetrics: Readonly<Record<string, string>> = {
  'cpu.usage': 'cpu_usage',
  'memory.usage': 'memory_usage',
  'disk.usage': 'disk_usage',
  'app.response': 'response_time',
  'url.seconds': 'response_time',
  'app.errors': 'error_rate',
}

/** What the guide's dashboard shows of `feed` at its newest tick. */
export function dashboardOf(feed: MonitorFeed, nowEpochMs: number): Dashboard {
  const newest = feed.latest()
  const series = newest === null ? [] : Object.keys(newest.values)
  const named = (...names: string[]) => series.filter((key) => names.includes(seriesName(key)))
  const wanted = [
    ...['cpu.usage', 'memory.usage', 'app.requests', 'app.response', 'app.errors', 'app.connections'],
    ...['scan.per-hour', 'scan.duration', 'scan.success', 'scan.queue'],
  ]
  const disks = named('disk.read', 'disk.written')
  const interfaces = named('network.received', 'network.sent')
  const since = (newest?.epochMs ?? nowEpochMs) - windowSeconds * 1000
  const mostPoints = Math.ceil(windowSeconds / feed.intervalSeconds) + 1
  const history = feed.history([...wanted, ...disks, ...interfaces], since, mostPoints)
  const stats = (key: string, times = 1) => statsOf(valuesOf(history[key]), times)
  const success = stats('scan.success', 100)
  return {
    timestamp: new Date(newest?.epochMs ?? nowEpochMs).toISOString(),
    window_seconds: windowSeconds,
    system_metrics: {
      cpu_usage: stats('cpu.usage', 100),
      memory_usage: stats('memory.usage', 100),
      disk_io: statsOf(totalOf(disks.map((key) => history[key]))),
      network_io: statsOf(totalOf(interfaces.map((key) => history[key]))),
    },
    application_metrics: {
      request_rate: stats('app.requests'),
      response_time: stats('app.response'),
      error_rate: stats('app.errors', 100),
      active_connections: stats('app.connections'),
    },
    scan_metrics: {
      scans_per_hour: stats('scan.per-hour'),
      avg_scan_duration: stats('scan.duration'),
      scan_success_rate: 'avg' in success ? success.avg : null,
      queue_length: stats('scan.queue'),
    },
    alerts: feed.alerts().map(dashboardAlert),
  }
}

function valuesOf(points: readonly Point[] = []): number[] {
  return points.flatMap(([, value]) => (value === null ? [] : [value]))
}

/** The sum of several series at each moment at which one of them told something. */
function totalOf(all: readonly (readonly Point[] | undefined)[]): number[] {
  const sums = new Map<number, number>()
  for (const points of all) {
    for (const [epochMs, value] of points ?? []) {
      if (value !== null) sums.set(epochMs, (sums.get(epochMs) ?? 0) + value)
    }
  }
  return [...sums.values()]
}

function statsOf(values: readonly number[], times = 1): DashboardStats {
  if (values.length === 0) return { count: 0 }
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
  }
  const told = (value: number) => shortNumber(value * times)
  return {
    count: values.length,
    min: told(min),
    max: told(max),
    avg: told(sum / values.length),
    sum: told(sum),
  }
}

function dashboardAlert(alert: Alert): DashboardAlert {
  const { series, unit, value, threshold, severity, message, title, state, runbook } = maskSecretsIn(alert)
  const name = seriesName(series)
  const times = unit === 'ratio' ? 100 : 1
  return {
    timestamp: (alert.firedEpochMs ?? alert.sinceEpochMs) / 1000,
    metric: guideMetrics[name] ?? name,
    current_value: value === null ? null : shortNumber(value * times),
    threshold: shortNumber(threshold * times),
    severity,
    // The guide has its own line for its five metrics.
    message: inGuideWords(alert) ?? message,
    title,
    series,
    state,
    runbook,
  }
}
