// The program of a thread that plans, as far as others know it.
export type { PlanOrder } from './messages.ts'
