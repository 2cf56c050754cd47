import { performance } from 'node:perf_hooks'
import type { Interval, Traffic } from '../engine/index.ts'
import { nowMs } from '../transport/index.ts'

/** What a generator tells each second. */
export interface Second {
  /** From the begin of the measured time, in seconds; negative in the warm-up. */
  atSeconds: number
  interval: Interval
  inFlight: number
  waiting: number
  traffic: Traffic
  /** The share of the second in which its thread worked. */
  busy: number
}

export interface Telling {
  measuredMs: number
  /** Milliseconds spent so far on waiting without sleep, which is not work. */
  spunMs(): number
  /** What there is to tell since the last time. */
  look(): Omit<Second, 'atSeconds' | 'busy'>
}

/** Tells what each second brought, on the axis of the measured time; the function handed back tells the rest and stops. */
export function tellSeconds(
  { measuredMs, spunMs, look }: Telling,
  onSecond: (second: Second) => void,
): () => void {
  let loop = performance.eventLoopUtilization()
  let spunBefore = spunMs()
  let nextMs = Math.ceil((nowMs() - measuredMs) / 1000 + 1e-6) * 1000 + measuredMs
  let timer = setTimeout(turn, nextMs - nowMs())
  return () => {
    clearTimeout(timer)
    tell()
  }

  function tell(): void {
    const { active, idle } = performance.eventLoopUtilization(loop)
    const spentMs = active + idle
    const busyMs = Math.max(0, active - (spunMs() - spunBefore))
    onSecond({
      atSeconds: (nowMs() - measuredMs) / 1000,
      ...look(),
      busy: spentMs > 0 ? busyMs / spentMs : 0,
    })
    loop = performance.eventLoopUtilization()
    spunBefore = spunMs()
  }

  function turn(): void {
    tell()
    nextMs = Math.max(nextMs + 1000, nowMs())
    timer = setTimeout(turn, nextMs - nowMs())
  }
}
