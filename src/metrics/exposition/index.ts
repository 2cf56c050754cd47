// Pages of metrics: the Prometheus text format and OpenMetrics.
export type {
  Exemplar,
  ExposedSample,
  ExpositionFault,
  ExpositionFormat,
  Labels,
  MetricFamily,
  MetricType,
  ParsedExposition,
} from './exposition.ts'
export { parseExposition } from './parse-exposition.ts'
