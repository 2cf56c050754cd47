// Asks Prometheus: any query, and what workloads on Kubernetes used.

export { prometheusQuery, type Queried } from './prometheus-query.ts'
export type { LabelMatcher } from './promql.ts'
export { gridOver } from './query-grid.ts'
export { bearerHeaders } from './query-target.ts'
export { readWorkloads } from './read-workloads.ts'
export type { WorkloadHistory, WorkloadsRead } from './workload-history.ts'
export { plainMapping, type WorkloadMapping } from './workload-mapping.ts'
export { workloadQueries } from './workload-queries.ts'
