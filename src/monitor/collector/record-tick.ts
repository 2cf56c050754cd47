import { parseSeriesKey, type Tick } from '../../core/index.ts'
import type { Collector } from './collector.ts'

/** Records what a tick tells, as gauges by the name and tags of their keys; where a source told nothing, or no number, nothing is recorded. */
export function recordTick(collector: Collector, { values }: Pick<Tick, 'values'>): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === null || !Number.isFinite(value)) continue
    const { name, tags } = parseSeriesKey(key)
    collector.record(name, value, 'gauge', { ...tags })
  }
}
