// One generator: a thread that runs its slice of a plan.
export { runSlice, type Second, type SliceResult } from './run-slice.ts'
