// Pages of metrics: the Prometheus text format and OpenMetrics.
export type { ExposedSample, ExpositionFormat, MetricFamily, ParsedExposition } from './exposition.ts'
export { parseExposition } from './parse-exposition.ts'
