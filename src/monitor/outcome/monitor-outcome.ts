import { seriousness } from '../../alerting/index.ts'
import {
  type Alert,
  type Cell,
  type Column,
  type Finding,
  type Outcome,
  quantity,
  type Status,
  seriesName,
  type Table,
  unitOfSeries,
} from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { MonitorData } from './monitor-data.ts'
import type { SeriesSummary } from './series-summary.ts'

/** What a run of the monitor comes to: a finding for each rule that fired, and the figures by series. */
export function monitorOutcome(data: MonitorData, warnings: readonly string[]): Outcome<MonitorData> {
  const findings = [...alertFindings(data), ...sourceFindings(data)]
  return {
    data,
    headline: headlineOf(data),
    findings,
    tables: [...alertTables(data), ...seriesTables(data)],
    warnings: [...warnings],
    ...(data.ticks === 0 ? { exitCode: 3 as const } : {}),
  }
}

function headlineOf({ ticks, fromEpochMs, toEpochMs, alerts, changes }: MonitorData): string {
  if (fromEpochMs === null || toEpochMs === null) return 'Nothing was seen.'
  const seconds = (toEpochMs - fromEpochMs) / 1000
  const fired = new Set(firings(changes).map(({ rule, series }) => `${rule} ${series}`)).size
  const firing = firings(alerts).length
  const said =
    fired === 0
      ? 'no alert fired'
      : `${counted(fired, 'alert')} fired, ${firing === 0 ? 'none' : firing} at the end`
  return `Watched for ${formatQuantity(seconds, 'seconds')}, ${counted(ticks, 'tick')}: ${said}.`
}

function alertFindings({ alerts, changes }: MonitorData): Finding[] {
  const worst = new Map<string, Alert>()
  for (const alert of firings([...changes, ...alerts])) {
    const key = `${alert.rule} ${alert.series}`
    const known = worst.get(key)
    if (known === undefined || seriousness(alert.severity) > seriousness(known.severity))
      worst.set(key, alert)
  }
  const noData = alerts.filter(
    ({ state, rule, series, silencedUntilEpochMs }) =>
      state === 'no-data' && silencedUntilEpochMs === null && !worst.has(`${rule} ${series}`),
  )
  const isFiring = (one: Alert): boolean =>
    alerts.some(({ rule, series, state }) => state === 'firing' && rule === one.rule && series === one.series)
  return [
    ...[...worst.values()].map(
      (alert): Finding => ({
        id: alert.rule,
        instance: alert.series,
        title: alert.title,
        status: statusOf(alert),
        because: `${alert.message}${isFiring(alert) ? '' : ' It is not so any more.'}`,
        evidence: evidenceOf(alert),
        ...(alert.runbook === null ? {} : { advice: [{ text: alert.runbook }] }),
      }),
    ),
    ...noData.map(
      (alert): Finding => ({
        id: alert.rule,
        instance: alert.series,
        title: alert.title,
        status: 'unknown',
        because: alert.message,
        evidence: {},
      }),
    ),
  ]
}

function firings(alerts: readonly Alert[]): Alert[] {
  return alerts.filter(
    ({ state, silencedUntilEpochMs }) => state === 'firing' && silencedUntilEpochMs === null,
  )
}

function statusOf(alert: Alert): Status {
  return seriousness(alert.severity) >= seriousness('high') ? 'fail' : 'warn'
}

function evidenceOf({ value, threshold, unit, severity }: Alert): Finding['evidence'] {
  return {
    ...(value === null ? {} : { value: quantity(value, unit) }),
    threshold: quantity(threshold, unit),
    severity,
  }
}

function sourceFindings({ sources, ticks }: MonitorData): Finding[] {
  return sources
    .filter(({ staleTicks }) => staleTicks > 0)
    .map(
      ({ name, staleTicks, toldTicks, staleBecause }): Finding => ({
        id: 'monitor.source',
        instance: name,
        title: `${name} was stale`,
        status: toldTicks === 0 ? 'unknown' : 'info',
        because: `It told nothing in ${staleTicks} of ${counted(ticks, 'tick')}${staleBecause === null ? '' : `: ${staleBecause}`}.`,
        evidence: { told: quantity(toldTicks, 'count'), stale: quantity(staleTicks, 'count') },
      }),
    )
}

/** What a glance is for: the rest is in the table of all. */
const glanced: ReadonlySet<string> = new Set([
  'cpu.usage',
  'memory.usage',
  'disk.usage',
  'pressure.cpu',
  'pressure.memory',
  'pressure.io',
  'cgroup.throttled',
  'process.cpu',
  'process.memory',
  'url.up',
  'app.requests',
  'app.errors',
  'app.response',
  'scan.active',
  'scan.queue',
  'scan.per-hour',
  'node.loop-delay',
  'self.cpu',
  'self.memory',
])

function seriesTables({ series }: MonitorData): Table[] {
  const all = Object.entries(series)
  const chosen = all.filter(([key]) => glanced.has(seriesName(key)))
  return [
    {
      title: 'What was seen',
      columns: columns.slice(0, -1),
      rows: chosen.map((one) => rowOf(one).slice(0, -1)),
    },
    { title: 'Every series', main: true, detail: true, columns: [...columns], rows: all.map(rowOf) },
  ]
}

const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
const columns: readonly Column[] = [
  { key: 'series', title: 'Series' },
  right('last', 'Last'),
  right('mean', 'Mean'),
  right('min', 'Lowest'),
  right('max', 'Highest'),
  right('missing', 'Missing'),
]

function rowOf([key, { last, mean, min, max, missing }]: [string, SeriesSummary]): Cell[] {
  const unit = unitOfSeries(key)
  return [key, ...[last, mean, min, max].map((value) => quantity(value, unit)), quantity(missing, 'count')]
}

function alertTables({ changes }: MonitorData): Table[] {
  if (changes.length === 0) return []
  return [
    {
      title: 'Alerts',
      columns: [
        { key: 'at', title: 'At (UTC)' },
        { key: 'state', title: 'State' },
        { key: 'severity', title: 'Severity' },
        { key: 'alert', title: 'Alert' },
      ],
      rows: changes.map((alert) => [timeOf(alert), alert.state, alert.severity, alert.message]),
    },
  ]
}

function timeOf({ state, sinceEpochMs, firedEpochMs, resolvedEpochMs }: Alert): string {
  const at = state === 'firing' ? firedEpochMs : state === 'resolved' ? resolvedEpochMs : sinceEpochMs
  return new Date(at ?? sinceEpochMs).toISOString().slice(0, 19).replace('T', ' ')
}
