import { nowMs } from './now.ts'

/** When a target that refuses may be tried again. */
export interface BackOff {
  /** Why the target is down; null while it is not. */
  readonly downBecause: string | null
  /** A connection may be opened now. */
  mayTry(): boolean
  /** One is being opened: while the target is down, the only one. */
  trying(): void
  /** An answer came. */
  succeeded(): void
  /** A connection ended so; `hasHeard` if anything ever came from the target on it. */
  ended(hasHeard: boolean, failure: string, example: string): void
  stop(): void
}

/** Nobody answers at all; what only sometimes ends a connection counts when it does so several times in a row. */
const refusals: readonly string[] = ['refused', 'denied', 'unreachable', 'connect-timeout', 'dns', 'tls']
const lapses: readonly string[] = ['reset', 'closed']
const mostLapses = 3

const leastMs = 10
const mostMs = 1000

/**
 * A target that refuses, or closes three connections in a row without a word, is tried again after 10 ms, then
 * twice as long each time, up to a second; by one connection at a time. `onRetry` is told when it may be tried, and when it is back.
 */
export function newBackOff(onRetry: () => void): BackOff {
  let downBecause: string | null = null
  let waitMs = 0
  let retryAtMs = 0
  let lapsed = 0
  let isTrying = false
  let timer: NodeJS.Timeout | undefined
  return {
    get downBecause() {
      return downBecause
    },
    mayTry: () => downBecause === null || (!isTrying && nowMs() >= retryAtMs),
    trying() {
      isTrying = downBecause !== null
    },
    succeeded() {
      lapsed = 0
      if (downBecause === null) return
      downBecause = null
      waitMs = 0
      isTrying = false
      clearTimeout(timer)
      onRetry()
    },
    ended(hasHeard, failure, example) {
      isTrying = false
      if (hasHeard) return
      if (lapses.includes(failure)) lapsed++
      if (!refusals.includes(failure) && lapsed < mostLapses) return
      downBecause = `${failure}: ${example}`
      waitMs = Math.min(mostMs, Math.max(leastMs, waitMs * 2))
      retryAtMs = nowMs() + waitMs
      clearTimeout(timer)
      timer = setTimeout(() => {
        // A timer may be a little early, and would not be heard of again.
        retryAtMs = 0
        onRetry()
      }, waitMs)
    },
    stop: () => clearTimeout(timer),
  }
}
