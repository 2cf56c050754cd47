import type { Clock } from '../../core/index.ts'

/** Compares the clocks of a server and of this machine by the answers that pass. */
export interface ClockSkew {
  /** To be called when a request is sent; what it returns, when its answer begins, with the server's time (NaN: none). */
  sent(): (dateMs: number) => void
  /** How far the server is ahead (below 0: behind), to half a second and half a round trip; null before the first answer. */
  seconds(): number | null
}

/** The answer that was fastest counts: it leaves the least room. */
export function createClockSkew(clock: Clock): ClockSkew {
  let best: { roundTripMs: number; seconds: number } | null = null
  return {
    sent() {
      const beganMs = clock.monotonicMs()
      return (dateMs) => {
        if (Number.isNaN(dateMs)) return
        const roundTripMs = clock.monotonicMs() - beganMs
        if (best !== null && best.roundTripMs <= roundTripMs) return
        // The header has whole seconds, cut off: half a second more is the middle of what it may mean.
        const seconds = (dateMs + 500 - (clock.epochMs() - roundTripMs / 2)) / 1000
        best = { roundTripMs, seconds }
      }
    },
    seconds: () => best?.seconds ?? null,
  }
}
