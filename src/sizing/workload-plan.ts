import type { Prices } from '../core/index.ts'
import { type Cost, costOf } from './cost.ts'
import { type InstancePlan, planInstances } from './instances.ts'
import type { Model } from './model.ts'
import type { Need } from './need.ts'
import type { InstanceWish } from './size-request.ts'
import type { Workload } from './workload.ts'

/** What one workload takes. */
export interface WorkloadPlan {
  need: Need
  /** Null where no shape was wished for. */
  instances: InstancePlan | null
  /** Null where the profile prices nothing. */
  cost: Cost | null
}

/** How every workload of one request is planned. */
export interface Planner {
  model: Model
  instance?: InstanceWish | undefined
  prices?: Prices | undefined
}

/** Need, instances and cost of `workload`. Throws OperatorError where an instance cannot hold its own base memory. */
export function planWorkload(workload: Workload, { model, instance, prices }: Planner): WorkloadPlan {
  const need = model.need(workload)
  if (instance === undefined) return { need, instances: null, cost: costOf(need, prices) }
  const instances = planInstances(model.spread(workload), instance.shape, instance.redundancy)
  return { need, instances, cost: costOf(need, prices, { instances, shape: instance.text }) }
}
