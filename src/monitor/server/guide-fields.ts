import type { Tick } from '../../core/index.ts'

/** The fields of the guide's real-time monitor and the series behind them; it tells ratios in percent. */
const fields = [
  { field: 'cpu_usage', series: 'cpu.usage', times: 100 },
  { field: 'memory_usage', series: 'memory.usage', times: 100 },
  { field: 'active_scans', series: 'scan.active', times: 1 },
  { field: 'requests_per_second', series: 'app.requests', times: 1 },
  { field: 'error_rate', series: 'app.errors', times: 100 },
] as const

/** The series behind the guide's fields. */
export const guideSeries: readonly string[] = fields.map(({ series }) => series)

/** The guide's fields of a tick: null where the source told none. */
export function guideFields({ epochMs, values }: Tick): Record<string, number | null> {
  const entries = fields.map(({ field, series, times }) => {
    const value = values[series]
    return [field, value === undefined || value === null ? null : shortNumber(value * times)] as const
  })
  return { timestamp: epochMs / 1000, ...Object.fromEntries(entries) }
}

/** To six significant digits: more would only be longer. */
export function shortNumber(value: number): number {
  return Number(value.toPrecision(6))
}
