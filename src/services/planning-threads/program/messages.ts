import type { BusyRule, FleetLimits, ScaledWorkload, ScaleGoal, ScaleModel } from '../../../scaling/index.ts'

/** What a thread that plans is asked for, one at a time: all of it is data. */
export interface PlanOrder {
  workload: ScaledWorkload
  model: ScaleModel
  goal: Omit<ScaleGoal, 'limits'> & { limits: Omit<FleetLimits, 'busyAtMost' | 'staying'> }
  busy: BusyRule
  leastReplicas: number | null
}
