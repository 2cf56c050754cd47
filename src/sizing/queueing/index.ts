// Cores and instances from a queue that keeps its limits.
export { planQueue, type QueuePlan } from './plan-queue.ts'
export { type QueueData, queueData, queueDoubts, queueTable } from './present-queue.ts'
export { type QueueingModel, queueingModel } from './queueing-model.ts'
export { assertQueueingSlo, type QueueingWish } from './queueing-wish.ts'
export { knownService, measuredService, type ServiceTime } from './service-time.ts'
