import type { Envelope, Quantity } from '../core/index.ts'
import type { Fit } from './host-fit.ts'
import type { ModelName } from './model.ts'
import type { NeedQuantities } from './need.ts'
import type { Outgrown } from './outgrown.ts'
import type { QueueData } from './queueing/index.ts'

/** The `data` of a `size` result. */
export interface SizeData {
  model: ModelName | 'both'
  /** With a what-if: its largest workload. */
  workload: Record<string, number | boolean>
  need: NeedQuantities
  /** How each number of `need` came about, by its key. */
  because: Record<string, string>
  /** The smallest tier that holds the need, or the largest one; `none` where the profile has no tiers. */
  tier: string
  tierFits: boolean
  /** Tier minus need: negative is lacking, positive is spare; null without tiers. */
  tierDifference: NeedQuantities | null
  /** Instances of the given shape, or null where none was given. */
  instances: number | null
  instancePlan: { shape: string; perZone: number; zones: number; surviving: number; because: string } | null
  /** What becomes too small within the plan, with the first such month; empty without growth. */
  outgrown: Outgrown[]
  growth: {
    perMonth: Quantity
    months: { month: string; workload: Record<string, number | boolean>; need: NeedQuantities }[]
  } | null
  cost: { total: Quantity; because: string } | null
  /** Both answers with `--model both`. */
  models: Record<'guide' | 'demand', NeedQuantities> | null
  /** By resource: cpu, memory, storage, network; null unless this machine was compared. */
  host: Record<string, Fit> | null
  /** How many workloads the what-if table has; null without a what-if. */
  whatIf: { points: number } | null
  /** With the model `queueing`: the queue that the cores are for. */
  queue?: QueueData
}

/** A whole `size` result, as `--json` prints it; without data where it ended in an error. */
export type SizeResult = Envelope<SizeData | null>
