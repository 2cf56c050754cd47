import { nowMs } from './now.ts'

/** When a target that refuses may be tried again. */
export interface BackOff {
  /** Why no connection is opened at the moment; null while nothing is known against it. */
  readonly downBecause: string | null
  /** It is this machine that has none to spare: connections that stand go on. */
  readonly isShort: boolean
  /** A connection may be opened now. */
  mayTry(): boolean
  /** One is being opened: while the target is down, the only one. */
  trying(): void
  /** A connection stands. */
  opened(): void
  /** An answer came. */
  succeeded(): void
  /** A connection ended so; `hasHeard` if anything ever came from the target on it. */
  ended(hasHeard: boolean, failure: string, example: string): void
  stop(): void
}

/** Nobody answers at all; what only sometimes ends a connection counts when it does so several times in a row. */
const refusals: readonly string[] = ['refused', 'denied', 'unreachable', 'connect-timeout', 'dns', 'tls']
const lapses: readonly string[] = ['reset', 'closed', 'goaway', 'malformed', 'truncated']
const mostLapses = 3
/** What this machine has too few of, until something is given back. */
const shortages: readonly string[] = ['ports-exhausted', 'file-descriptors']
const shortageMs = 100

const leastMs = 10
const mostMs = 1000

/**
 * A target that refuses, or closes three connections in a row without a word, is tried again after 10 ms, then
 * twice as long each time, up to a second; by one connection at a time. Where this machine has no port or descriptor left it is
 * tried ten times a second. `onRetry` is told when it may be tried, and when it is back.
 */
export function newBackOff(onRetry: () => void): BackOff {
  let downBecause: string | null = null
  let waitMs = 0
  let retryAtMs = 0
  let lapsed = 0
  let isTrying = false
  let shortOf: string | null = null
  let wasShort = false
  let timer: NodeJS.Timeout | undefined
  let shortTimer: NodeJS.Timeout | undefined
  return {
    get downBecause() {
      return shortOf ?? downBecause
    },
    get isShort() {
      return wasShort
    },
    mayTry() {
      if (shortOf !== null || (wasShort && isTrying)) return false
      return downBecause === null || (!isTrying && nowMs() >= retryAtMs)
    },
    trying() {
      isTrying = wasShort || downBecause !== null
    },
    opened() {
      if (!wasShort) return
      wasShort = false
      isTrying = false
      onRetry()
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
      if (shortages.includes(failure)) {
        wasShort = true
        shortOf = `${failure}: ${example}`
        clearTimeout(shortTimer)
        shortTimer = setTimeout(() => {
          shortOf = null
          onRetry()
        }, shortageMs)
        return
      }
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
    stop() {
      clearTimeout(timer)
      clearTimeout(shortTimer)
    },
  }
}
