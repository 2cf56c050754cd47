import { performance } from 'node:perf_hooks'

/** Milliseconds since 1970 on the clock by which a run counts. */
export function runClockMs(): number {
  return performance.timeOrigin + performance.now()
}
