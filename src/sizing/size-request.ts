import type { Redundancy } from '../capacity/index.ts'
import type { Profile, Shape, UnitCosts } from '../core/index.ts'
import type { Growth } from './growth.ts'
import type { Holding } from './host-fit.ts'
import type { MeasuredDemand } from './measured-demand.ts'
import type { ModelName } from './model.ts'
import type { Need, Resource } from './need.ts'
import type { QueueingWish } from './queueing/index.ts'
import type { Axes } from './what-if.ts'

/** The shape to buy instances of, as written and as understood. */
export interface InstanceWish {
  text: string
  shape: Shape
  redundancy: Redundancy
}

/** Everything that `size` decides from. */
export interface SizeRequest {
  axes: Axes
  networkIntensive: boolean
  profile: Profile
  /** The profile's unit costs, with those given as flags in their place. */
  costs: UnitCosts
  /** How some of them were measured. */
  measured?: MeasuredDemand | undefined
  model?: ModelName | 'both' | undefined
  /** With the model `queueing`: what the queue is planned from. */
  queueing?: QueueingWish | undefined
  instance?: InstanceWish | undefined
  growth?: { growth: Growth; months: number } | undefined
  /** What there is to grow into. */
  capacity?: Partial<Need> | undefined
  host?: Record<Resource['name'], Holding> | undefined
  /** Limits of this machine that may exist and could not be read. */
  hostDoubts?: readonly string[] | undefined
  /** Milliseconds since 1970: the month in which the plan begins. */
  nowMs: number
}
