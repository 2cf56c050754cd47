import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { quantile } from '../../../metrics/index.ts'
import type { HostOrder } from '../orders.ts'

const resolutionMs = 1
/** What is never late is given the step of the clock: a ratio needs more than nothing. */
const leastSeconds = 1e-6

/** How much later than due timers fire, and an idle event loop wakes up; percentiles in seconds. */
export async function measureTimers({
  seconds,
  delayMs,
}: Extract<HostOrder, { part: 'timers' }>): Promise<Record<string, number>> {
  const late = await overshoots(delayMs, seconds)
  return {
    overshootP50: atLeast(quantile(late, 0.5)),
    overshootP99: atLeast(quantile(late, 0.99)),
    lagP99: atLeast(await idleLag(seconds)),
  }
}

async function overshoots(delayMs: number, seconds: number): Promise<number[]> {
  const late: number[] = []
  const untilMs = performance.now() + seconds * 1000
  do {
    const from = performance.now()
    await wait(delayMs)
    late.push((performance.now() - from - delayMs) / 1000)
  } while (performance.now() < untilMs)
  return late
}

async function idleLag(seconds: number): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  await wait(seconds * 1000)
  histogram.disable()
  // It has the times from tick to tick.
  return histogram.percentile(99) / 1e9 - resolutionMs / 1000
}

function atLeast(seconds: number): number {
  return Math.max(leastSeconds, seconds)
}
