// One generator: a thread that runs its slice of a plan.
export { runSlice, type SliceResult } from './run-slice.ts'
export { type Second, tellSeconds } from './tell-seconds.ts'
