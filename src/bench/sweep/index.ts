// Sweeps of benchmarks over concurrency and workers: throughput by wall clock between barriers.
export type { RoundOptions, SweepProgram } from './measure-round.ts'
export type { CaseAddress } from './messages.ts'
export { runSweeps, type SweepRequest } from './run-sweeps.ts'
export { serveSweep } from './serve-sweep.ts'
export type { OpenCase, OpenCaseAt } from './work.ts'
