import { performance } from 'node:perf_hooks'
import type { Second } from '../drive/index.ts'
import { nowMs } from '../transport/index.ts'

/**
 * Tells what each second brought, on the axis of the measured time; the function handed back tells the rest and stops. `now` is asked for
 * what happened since the last time.
 */
export function tellSeconds(
  { measuredMs, onSecond }: { measuredMs: number; onSecond(second: Second): void },
  now: () => Pick<Second, 'interval' | 'inFlight' | 'waiting' | 'traffic'>,
): () => void {
  let loop = performance.eventLoopUtilization()
  let nextMs = Math.ceil((nowMs() - measuredMs) / 1000 + 1e-6) * 1000 + measuredMs
  let timer = setTimeout(turn, nextMs - nowMs())
  return () => {
    clearTimeout(timer)
    tell()
  }

  function tell(): void {
    const { utilization } = performance.eventLoopUtilization(loop)
    onSecond({ atSeconds: (nowMs() - measuredMs) / 1000, ...now(), busy: utilization })
    loop = performance.eventLoopUtilization()
  }

  function turn(): void {
    tell()
    nextMs = Math.max(nextMs + 1000, nowMs())
    timer = setTimeout(turn, nextMs - nowMs())
  }
}
