import type { PrometheusMetric } from '../../clients/index.ts'
import {
  type Alert,
  maskSecrets,
  parseSeriesKey,
  type Tick,
  type Unit,
  unitOfSeries,
} from '../../core/index.ts'

const unitWords: Readonly<Partial<Record<Unit, string>>> = {
  ratio: 'ratio',
  bytes: 'bytes',
  seconds: 'seconds',
  cores: 'cores',
  'bytes-per-second': 'bytes_per_second',
  'bits-per-second': 'bits_per_second',
  'per-second': 'per_second',
}

/** A tick with its sources and alerts as Prometheus metrics in base units: `cpu.usage` is `lewis_perf_cpu_usage_ratio`. What is unknown is left out. */
export function prometheusMetrics(
  { epochMs, values, sources }: Tick,
  alerts: readonly Alert[],
): PrometheusMetric[] {
  const series = Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [metricOf(key, value)],
  )
  return distinct([
    ...series,
    {
      name: 'lewis_perf_last_tick_timestamp_seconds',
      help: 'When the newest figures were due.',
      labels: {},
      value: epochMs / 1000,
    },
    ...sources.map(({ name, staleBecause }) => ({
      name: 'lewis_perf_source_up',
      help: 'Whether a source of figures tells something at present.',
      labels: { source: maskSecrets(name) },
      value: staleBecause === null ? 1 : 0,
    })),
    ...alerts.map(({ rule, series, severity, state }) => ({
      name: 'lewis_perf_alert_firing',
      help: 'Whether an alert fires: 0 while it is pending or has no data.',
      labels: { rule, series: maskSecrets(series), severity },
      value: state === 'firing' ? 1 : 0,
    })),
  ])
}

function metricOf(key: string, value: number): PrometheusMetric {
  const { name, tags } = parseSeriesKey(maskSecrets(key))
  const unit = unitWords[unitOfSeries(name)]
  const stem = `lewis_perf_${name.replace(/:rate$/, '').replace(/[^A-Za-z0-9_]+/g, '_')}`
  return {
    name: unit === undefined || stem.endsWith(`_${unit}`) ? stem : `${stem}_${unit}`,
    help: `The series ${name} of lewis-perf monitor.`,
    labels: Object.fromEntries(Object.entries(tags).map(([tag, text]) => [labelName(tag), text])),
    value,
  }
}

/** Names that begin with two underscores are Prometheus's own. */
function labelName(tag: string): string {
  return tag
    .replace(/[^A-Za-z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_')
    .replace(/^__+/, '_')
}

/** Of several series that come out the same, the first: Prometheus refuses a page with two. */
function distinct(metrics: readonly PrometheusMetric[]): PrometheusMetric[] {
  const seen = new Set<string>()
  return metrics.filter(({ name, labels }) => {
    const key = JSON.stringify([name, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))])
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
