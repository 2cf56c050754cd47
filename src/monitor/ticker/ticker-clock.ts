import type { Clock } from '../../core/index.ts'

/** The clock of a ticker, and its bell. */
export interface TickerClock extends Clock {
  /** Calls `then` after so many milliseconds, unless what it hands back is called before. */
  after(ms: number, then: () => void): () => void
}

/** `clock` with the timers of this process. */
export function withTimers(clock: Clock): TickerClock {
  return {
    epochMs: () => clock.epochMs(),
    monotonicMs: () => clock.monotonicMs(),
    after(ms, then) {
      const timer = setTimeout(then, Math.max(0, ms))
      return () => clearTimeout(timer)
    },
  }
}
