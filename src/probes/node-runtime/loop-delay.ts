import type { NodeRuntimeFacts } from '../../core/index.ts'
import type { RuntimeLook } from './runtime-look.ts'
import { resolutionMs } from './target-script.ts'

/** Shorter, and a loop that comes round has no two ticks yet. */
const shortestMs = 3 * resolutionMs

/**
 * How much later than due the event loop came round. The histogram has the times from tick to tick, hence its resolution is
 * taken off (and from the longest what a look of ours takes), and it does not have what goes before the first tick and after
 * the last: a loop that stood still there, or for the whole window, was late by at least that time. `silentMs` is for how
 * long the process did not answer after the last look.
 */
export function loopDelayOf(looks: readonly RuntimeLook[], silentMs: number): NodeRuntimeFacts['loopDelay'] {
  const [first, last] = [looks[0], looks.at(-1)]
  if (first === undefined || last === undefined || last.ticks === null) return null
  const { count, medianMs, p99Ms, maxMs } = last.ticks
  const passedMs = last.atMs - first.atMs + silentMs
  if (count === 0) {
    if (passedMs < shortestMs) return null
    const whole = lateness(passedMs)
    return { medianSeconds: whole, p99Seconds: whole, maxSeconds: whole, samples: 1 }
  }
  const untoldMs = Math.max(...outsideTicks(first, last, looks, silentMs))
  const ownMs = Math.min(...looks.map((look) => look.untilMs - look.atMs))
  const longest = Math.max(lateness(maxMs - ownMs), lateness(untoldMs))
  return {
    medianSeconds: Math.min(lateness(medianMs), longest),
    // Of fewer than a hundred the 99th percentile is the longest.
    p99Seconds: count < 99 ? longest : Math.min(lateness(p99Ms), longest),
    maxSeconds: longest,
    samples: count,
  }
}

/** The times before the first tick and after the last that are certain, in milliseconds. */
function outsideTicks(
  first: RuntimeLook,
  last: RuntimeLook,
  looks: readonly RuntimeLook[],
  silentMs: number,
): [number, number] {
  const untold = looks.flatMap((look) =>
    look.ticks === null || look.ticks.count === 0 ? [] : [look.atMs - first.atMs - look.ticks.sumMs],
  )
  // Of all looks the one soonest after a tick: what it lacks is little more than the time before the first.
  const before = Math.min(...untold)
  const all = last.atMs - first.atMs - (last.ticks?.sumMs ?? 0) + silentMs
  return [before - resolutionMs, all - before]
}

function lateness(ms: number): number {
  return Math.max(ms - resolutionMs, 0) / 1000
}
