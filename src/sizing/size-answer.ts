import type { Cost } from './cost.ts'
import type { InstancePlan } from './instances.ts'
import type { ModelChoice } from './model.ts'
import type { Need } from './need.ts'
import type { MonthlyNeed, Outgrown } from './outgrown.ts'
import type { TierFit } from './tiers.ts'
import type { Workload } from './workload.ts'

/** Everything that `size` decided, before it is put into tables and files. */
export interface SizeAnswer {
  choice: ModelChoice
  /** With a what-if: its largest workload. */
  workload: Workload
  need: Need
  tier: TierFit | null
  instances: InstancePlan | null
  /** Empty without growth. */
  months: MonthlyNeed[]
  /** The names of what could be outgrown: tiers, the given capacity, this machine. */
  capacities: string[]
  outgrown: Outgrown[]
  cost: Cost | null
  /** Workloads of the what-if; 1 without one. */
  points: number
}
