import type { QueryGrid } from './query-grid.ts'

/** What a workload used and had, on the grid of `WorkloadsRead`. Null in place of a series: it has not one point. */
export interface WorkloadHistory {
  namespace: string
  /** Deployment, StatefulSet, DaemonSet, or whatever else owns a ReplicaSet, such as Rollout. */
  kind: string
  name: string
  /** Cores that all its pods use; NaN where missing, as in all of these. */
  cores: Float64Array | null
  /** Bytes in the working set of its fullest pod; peaks, where the step is longer than the window of a rate. */
  fullestPodBytes: Float64Array | null
  /** The share of CFS periods in which its containers had to wait, 0 to 1. */
  throttledShare: Float64Array | null
  readyReplicas: Float64Array | null
  requestsInFlight: Float64Array | null
  /** Each pod that there ever was, by name; none where they were not asked for. */
  pods: PodHistory[]
  /** Of one pod, at the end of the time: null where none is set or known. */
  requests: PodResources
  limits: PodResources
  /** In order of time. */
  oomKills: OomKill[]
  /** How often its CPU counters began anew; null where that could not be read. */
  counterResets: number | null
  /** What is missing or doubtful, a sentence each. */
  missing: string[]
}

/** What one pod used, on the same grid; null: it has not one point. */
export interface PodHistory {
  name: string
  cores: Float64Array | null
  memoryBytes: Float64Array | null
}

export interface PodResources {
  cores: number | null
  memoryBytes: number | null
}

/** A container was killed for want of memory in the step that ends at `atSeconds`. */
export interface OomKill {
  atSeconds: number
  /** Of the container; null where it had none, so that its node ran out of memory. */
  limitBytes: number | null
}

/** All workloads of the namespaces that were asked for. */
export interface WorkloadsRead {
  grid: QueryGrid
  /** By namespace, kind and name. */
  workloads: WorkloadHistory[]
  /** Queries that failed, and namespaces without workloads, a sentence each. */
  faults: string[]
  /** What the server warned of, each once. */
  warnings: string[]
  /** How far the server's clock is ahead of this machine's. */
  clockSkewSeconds: number | null
}

/** The series of a workload. */
export type HistorySeries =
  | 'cores'
  | 'fullestPodBytes'
  | 'throttledShare'
  | 'readyReplicas'
  | 'requestsInFlight'
