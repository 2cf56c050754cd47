// Asks Prometheus: any query, and what workloads on Kubernetes used.

export {
  type PrometheusQuery,
  prometheusQuery,
  type Queried,
} from './prometheus-query.ts'
export type { LabelMatcher } from './promql.ts'
export { gridEndSeconds, gridOver, type QueryGrid } from './query-grid.ts'
export { bearerHeaders, type PrometheusTarget } from './query-target.ts'
export { readWorkloads } from './read-workloads.ts'
export type { OomKill, WorkloadHistory, WorkloadsRead } from './workload-history.ts'
export { plainMapping, type WorkloadMapping } from './workload-mapping.ts'
export { workloadQueries } from './workload-queries.ts'
