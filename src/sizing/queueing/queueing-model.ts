import { counted, formatQuantity } from '../../report/index.ts'
import type { Model } from '../model.ts'
import type { Workload } from '../workload.ts'
import { planQueue, type QueuePlan } from './plan-queue.ts'
import type { QueueingWish } from './queueing-wish.ts'

/** A model that also says what its queue is. */
export interface QueueingModel extends Model {
  queue(workload: Workload): QueuePlan
}

/** Cores from a queue that keeps its limits; memory, storage and network by `others`. */
export function queueingModel(wish: QueueingWish, others: Model): QueueingModel {
  const plans = new Map<number, QueuePlan>()
  const queue = ({ scansPerHour }: Workload): QueuePlan => {
    const rate = (scansPerHour / 3600) * wish.requestsPerScan
    const plan = plans.get(rate) ?? planQueue(wish, rate)
    plans.set(rate, plan)
    return plan
  }
  const cores = (workload: Workload): number => queue(workload).instances * wish.coresPerInstance
  return {
    name: 'queueing',
    queue,
    need: (workload) => ({ ...others.need(workload), cpuCores: cores(workload) }),
    because: (workload) => ({
      ...others.because(workload),
      cpuCores: because(queue(workload), wish),
    }),
    spread: (workload) => ({ ...others.spread(workload), cpuCores: cores(workload) }),
  }
}

function because(plan: QueuePlan, { coresPerInstance, work }: QueueingWish): string {
  const { ratePerSecond, instances, slots, service, utilization, expected } = plan
  const rate = formatQuantity(Number(ratePerSecond.toPrecision(4)), 'per-second')
  const limits = expected
    .map(({ term, value }) => `${term} (expected ${formatQuantity(Number(value.toPrecision(3)), 'seconds')})`)
    .join(' and ')
  const each =
    work.kind === 'service' && slots === 1 && coresPerInstance === 1
      ? counted(instances, 'core')
      : `${counted(instances, 'instance')} of ${formatQuantity(coresPerInstance, 'cores')} with ${counted(slots, 'slot')} each`
  return `${rate} in one queue for ${each}, the fewest that keep ${limits}; ${formatQuantity(Number(utilization.toPrecision(3)), 'ratio')} busy; ${service.because}`
}
