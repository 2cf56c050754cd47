import type { SweepKind, SweepMeasurement } from '../../comparison/index.ts'
import { latencyQuantile } from './latency-histogram.ts'
import type { LoopTally } from './measured-loops.ts'

/** What all workers of one round did together: their work over the one time between the barriers that they share. */
export function mergeTallies(
  kind: SweepKind,
  tallies: readonly LoopTally[],
  seconds: number,
): Omit<SweepMeasurement, 'concurrency' | 'round'> {
  const latencies = tallies.map((tally) => tally.latencies)
  const cores = sumOf(tallies, ({ coresUsed }) => coresUsed)
  return {
    throughput: sumOf(tallies, ({ done }) => done) / seconds,
    latencyP50Seconds: latencyQuantile(latencies, 0.5),
    latencyP99Seconds: latencyQuantile(latencies, 0.99),
    operations: sumOf(tallies, ({ operations }) => operations),
    errors: sumOf(tallies, ({ errors }) => errors),
    firstError: tallies.find(({ firstError }) => firstError !== null)?.firstError ?? null,
    // Threads share one process, and each of them has seen the CPU time of all.
    coresUsed: kind === 'threads' ? cores / tallies.length : cores,
    lateSeconds: Math.max(...tallies.map(({ startedLateMs }) => startedLateMs)) / 1000,
  }
}

function sumOf(tallies: readonly LoopTally[], value: (tally: LoopTally) => number): number {
  return tallies.reduce((sum, tally) => sum + value(tally), 0)
}
