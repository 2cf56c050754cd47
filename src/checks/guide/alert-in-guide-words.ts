import { type Alert, seriesName } from '../../core/index.ts'
import { guideAlert } from './alert.ts'

/** What the guide calls our series, and by how much its figure is larger: it counts in percent. */
const guideMetrics = new Map<string, readonly [metric: string, scale: number]>([
  ['cpu.usage', ['cpu_usage', 100]],
  ['memory.usage', ['memory_usage', 100]],
  ['disk.usage', ['disk_usage', 100]],
  ['app.response', ['response_time', 1]],
  ['app.errors', ['error_rate', 100]],
])

/** The guide's line for an alert on one of its five metrics: `cpu_usage is 89.25, exceeding threshold of 85`; null for any other, and while nothing is exceeded. */
export function inGuideWords({
  series,
  value,
  threshold,
}: Pick<Alert, 'series' | 'value' | 'threshold'>): string | null {
  const [metric, scale] = guideMetrics.get(seriesName(series)) ?? [null, 1]
  if (metric === null || value === null || threshold === 0) return null
  return guideAlert(metric, scaled(value, scale), scaled(threshold, scale)).message
}

/** 0.07 x 100 is a hair above 7. */
function scaled(value: number, scale: number): number {
  return Number((value * scale).toPrecision(15))
}
