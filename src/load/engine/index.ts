// Sends requests over the connections to each target, and counts what becomes of them.
export { type Engine, openEngine } from './engine.ts'
export { answerOf } from './kept-answer.ts'
export type { Order } from './order.ts'
export { messageTo, type Prepared, prepareRequests } from './prepared.ts'
export { type Interval, newInterval } from './recorder.ts'
export type { Traffic } from './traffic.ts'
