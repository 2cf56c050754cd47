// Sweeps of benchmarks over concurrency and workers: throughput by wall clock between barriers.
export type { SweepProgram } from './measure-round.ts'
export { runSweeps } from './run-sweeps.ts'
export { serveSweep } from './serve-sweep.ts'
export type { OpenCase } from './work.ts'
