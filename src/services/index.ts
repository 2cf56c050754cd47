// What works beside a command or a program, for as long as it is asked to.
export { type PlanningThreads, type PlanOrder, planningThreads } from './planning-threads/index.ts'
export { type SimulationThreads, simulationThreads } from './simulation-threads/index.ts'
export type { ThreadPool } from './thread-pool/index.ts'
