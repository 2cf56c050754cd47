// Asks Prometheus: any query, and what workloads on Kubernetes used.

export type { GridSeries, RangeResult } from './grid-fill.ts'
export {
  type PrometheusQuery,
  type PrometheusQueryOptions,
  prometheusQuery,
  type Queried,
} from './prometheus-query.ts'
export type { LabelMatcher } from './promql.ts'
export { gridEndSeconds, gridOver, type QueryGrid } from './query-grid.ts'
export { bearerHeaders, type PrometheusTarget } from './query-target.ts'
export type { InstantResult, MatrixSeries, SeriesLabels, VectorSample } from './query-values.ts'
export { readWorkloads, type WorkloadsAsked } from './read-workloads.ts'
export type { OomKill, PodResources, WorkloadHistory, WorkloadsRead } from './workload-history.ts'
export { type PodLabels, plainMapping, type WorkloadMapping } from './workload-mapping.ts'
export { type QueryWindows, type WorkloadQueries, workloadQueries } from './workload-queries.ts'
