// Plans of workloads in threads of their own.
export { type PlanningThreads, planningThreads } from './planning-threads.ts'
export type { PlanOrder } from './program/index.ts'
