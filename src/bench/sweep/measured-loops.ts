import { type LatencyCounts, latencyHistogram } from './latency-histogram.ts'
import { shareWithin, type Window } from './window.ts'

/** What loops did between two barriers. */
export interface LoopTally {
  /** Operations that succeeded, those across a barrier by the share of their time between the two. */
  done: number
  /** Those of them that completed between the barriers. */
  operations: number
  errors: number
  firstError: string | null
  /** Of operations that completed between the barriers; where none did, of those that were under way. */
  latencies: LatencyCounts
  coresUsed: number
  /** After the first barrier; 0 where the loops were running by then. */
  startedLateMs: number
}

/** What the loops read; milliseconds on a clock that never steps back, and CPU seconds of this process. */
export interface LoopMeters {
  nowMs(): number
  cpuSeconds(): number
}

/**
 * Keeps `concurrency` calls of `operation` in flight past the second barrier, and until `untilMs`, and waits for the last of them.
 * Called early enough, the loops are in full swing at the first barrier. A call that throws is an error; its time counts, its work does not.
 */
export async function runLoops(
  operation: () => unknown,
  concurrency: number,
  window: Window,
  meters: LoopMeters,
  untilMs: number = window.toMs,
): Promise<LoopTally> {
  const tally = newTally(window, meters)
  let under = concurrency
  const loop = async (): Promise<void> => {
    let startedMs = meters.nowMs()
    let hasCrossed = false
    // Goes on until the last loop is past the barrier: with less beside it, what is under way there would end too soon.
    while (under > 0 || startedMs < untilMs) {
      let error: { thrown: unknown } | null = null
      try {
        // Also what is no promise: otherwise the first loop would never let another begin.
        await operation()
      } catch (thrown) {
        error = { thrown }
        // One that throws before it waits for anything would keep the other loops from beginning, for ever.
        await undefined
      }
      const endedMs = meters.nowMs()
      tally.add(startedMs, endedMs, error)
      startedMs = endedMs
      if (!hasCrossed && endedMs >= window.toMs) {
        hasCrossed = true
        under--
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, loop))
  return tally.result()
}

function newTally(window: Window, meters: LoopMeters) {
  const within = latencyHistogram()
  const across = latencyHistogram()
  const beganMs = meters.nowMs()
  const cpu = cpuMeter(window, meters)
  let done = 0
  let operations = 0
  let errors = 0
  let firstError: string | null = null
  return {
    add(startedMs: number, endedMs: number, error: { thrown: unknown } | null): void {
      cpu.look(endedMs)
      const share = shareWithin(window, startedMs, endedMs)
      if (share === 0) return
      if (error !== null) {
        errors++
        firstError ??= messageOf(error.thrown)
        return
      }
      done += share
      const isWithin = endedMs <= window.toMs
      if (isWithin) operations++
      const latencies = isWithin ? within : across
      latencies.add(endedMs - startedMs)
    },
    result: (): LoopTally => ({
      done,
      operations,
      errors,
      firstError,
      latencies: operations > 0 ? within.counts() : across.counts(),
      coresUsed: cpu.coresUsed(),
      startedLateMs: Math.max(0, beganMs - window.fromMs),
    }),
  }
}

/** CPU time over wall clock, from about the first barrier to about the second: it is read where an operation completes. */
function cpuMeter(window: Window, { nowMs, cpuSeconds }: LoopMeters) {
  let from = { ms: nowMs(), cpu: cpuSeconds() }
  let hasBegun = false
  let to: typeof from | null = null
  return {
    look(ms: number): void {
      if (to !== null || ms < window.fromMs) return
      if (ms >= window.toMs) {
        to = { ms, cpu: cpuSeconds() }
      } else if (!hasBegun) {
        hasBegun = true
        from = { ms, cpu: cpuSeconds() }
      }
    },
    coresUsed: (): number =>
      to === null || to.ms <= from.ms ? 0 : ((to.cpu - from.cpu) * 1000) / (to.ms - from.ms),
  }
}

function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return message.slice(0, 300)
}
