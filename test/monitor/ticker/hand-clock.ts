import type { TickerClock } from '../../../src/monitor/index.ts'

/** A clock that a test moves: nothing waits for real time. */
export interface HandClock {
  clock: TickerClock
  /** Lets so much time pass; each timer rings when its time has come. */
  advance(ms: number): Promise<void>
  /** Lets so much time pass at once, as when the process was held up: what was due meanwhile rings late. */
  stall(ms: number): Promise<void>
  /** Sets the wall clock forth or back by so much. */
  step(ms: number): void
}

interface Timer {
  atMs: number
  ring(): void
}

/** A clock that begins at `epochMs`. */
export function handClock(epochMs: number): HandClock {
  let monotonicMs = 0
  let offsetMs = epochMs
  const timers = new Set<Timer>()
  const ringDue = async (): Promise<void> => {
    for (;;) {
      const due = [...timers].filter(({ atMs }) => atMs <= monotonicMs).sort((a, b) => a.atMs - b.atMs)[0]
      if (due === undefined) return
      timers.delete(due)
      due.ring()
      await settled()
    }
  }
  return {
    clock: {
      epochMs: () => monotonicMs + offsetMs,
      monotonicMs: () => monotonicMs,
      after(ms, then) {
        const timer = { atMs: monotonicMs + ms, ring: then }
        timers.add(timer)
        return () => {
          timers.delete(timer)
        }
      },
    },
    async advance(ms) {
      await settled()
      const endMs = monotonicMs + ms
      for (;;) {
        const nextMs = Math.min(...[...timers].map(({ atMs }) => atMs))
        if (nextMs > endMs) break
        monotonicMs = Math.max(monotonicMs, nextMs)
        await ringDue()
      }
      monotonicMs = endMs
    },
    async stall(ms) {
      monotonicMs += ms
      await ringDue()
    },
    step(ms) {
      offsetMs += ms
    },
  }
}

/** Until every promise that was kept has been heard of. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
