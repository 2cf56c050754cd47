import type { Redundancy } from '../../capacity/index.ts'
import type { FleetLimits, FleetLoad, FleetPrices, FleetSettings } from '../replay/index.ts'

/** What one pod used, a step of the load each; NaN while it was not there. */
export interface PodLoad {
  cores: Float64Array
  memoryBytes: Float64Array
}

/** What is known of a workload. */
export interface WorkloadFacts {
  /** What it wants; cores are those that were used. */
  load: FleetLoad
  /** Each of its pods that there ever was, for models that judge them one by one; none where they were not told apart. */
  pods?: readonly PodLoad[]
  /** The share of time in which its pods wanted CPU and did not get it, a step each; null where nobody counted. */
  throttled: Float64Array | null
  /** Kills for want of memory, with the limit at which each happened. */
  oomKills: readonly { atSeconds: number; limitBytes: number }[]
  /** As it is set now. */
  current: FleetSettings
}

/** What the cluster lets a pod have. */
export interface PodBounds {
  leastCpuMilli: number
  mostCpuMilli: number
  leastMemoryBytes: number
  mostMemoryBytes: number
}

/** What all pods of a namespace may request in all; null: no end. */
export interface FleetQuota {
  cpuMilli: number | null
  memoryBytes: number | null
  pods: number | null
}

/** What a plan has to keep. */
export interface JointGoal {
  limits: FleetLimits
  /** The share of each day that may be missed. */
  missedShare: number
  /** Seconds of each day of the history that may be missed at least, as those that other settings missed; null: nothing beyond the share. */
  noWorseThan: readonly number[] | null
  /** So much more than what was seen, and its trend, is planned for: .05 is 5 %. */
  headroom: number
  /** Between two looks of the autoscaler in the replays: 15 as in Kubernetes, or more for many workloads. */
  everySeconds: number
  redundancy: Redundancy
  prices: FleetPrices
  bounds: PodBounds
  /** What is left of the quota for this workload. */
  quota: FleetQuota
  /** Fewer are never proposed: disruption budgets, or an operator's wish. */
  leastReplicas: number
  /** Where there is nothing that could change the number of pods. */
  isFixed?: boolean
  /** So far ahead the trend is followed. */
  horizonSeconds: number
}

/** What a proposed number is, and why. */
export interface JointPlan {
  proposed: FleetSettings
  /** Formula, inputs and what binds, a line each. */
  because: string[]
  /** What kept it from being cheaper. */
  binding: string
  /** What would bind next. */
  next: string
  /** With a tenth more load. */
  sensitivity: { mostReplicas: number; costPerMonth: number; missedSeconds: number }
  /** Counts that the autoscaler would keep at the median load; null without one. */
  band: { least: number; most: number } | null
  /** 0 to 1: how much history there is, how much of it is missing. */
  confidence: number
  /** What is to be said against it. */
  doubts: string[]
  costPerMonth: number
  /** Settings tried. */
  tried: number
}
