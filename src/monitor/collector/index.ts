// Metrics in bounded memory: what is recorded, its statistics over a window, and functions under measurement.

export type {
  Collector,
  CollectorOptions,
  CollectorReport,
  MetricKind,
  MetricsCollector,
  SeriesPoints,
  SeriesState,
  WindowSummary,
} from './collector.ts'
export { createCollector } from './create-collector.ts'
export { profileFunction } from './profile-function.ts'
export { recordTick } from './record-tick.ts'
