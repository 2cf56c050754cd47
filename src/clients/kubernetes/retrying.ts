import type { Connection } from './connection.ts'
import { type Asked, type Exchange, exchange } from './exchange.ts'

/** How long and how often something is tried. */
export interface Patience {
  /** Of one try. */
  timeoutMs: number
  /** Tries of what changes nothing, in all. */
  tries: number
  signal: AbortSignal | null
  /** Waits between tries; resolves after so many milliseconds. */
  pause(ms: number): Promise<void>
}

/** A server that asks for a longer pause is not waited for. */
const longestPauseMs = 30_000
const firstPauseMs = 200
const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

/**
 * Asks, and asks again where what is asked changes nothing and the trouble may pass: no connection, 429 and 5xx, as long after it as
 * Retry-After says. A write is sent once: whether it arrived is not known when its answer is lost.
 */
export async function exchangeWithPatience(
  connection: Connection,
  asked: Asked,
  patience: Patience,
  changesSomething: boolean,
): Promise<Exchange> {
  for (let attempt = 1; ; attempt++) {
    const result = await exchange(connection, asked, patience)
    if (changesSomething || attempt >= patience.tries || !mayPass(result)) return result
    const pauseMs = pauseAfter(result, attempt)
    if (pauseMs > longestPauseMs) return result
    await patience.pause(pauseMs)
  }
}

function mayPass(result: Exchange): boolean {
  return result.kind === 'fault' ? result.fault === 'unreachable' : passing.has(result.status)
}

function pauseAfter(result: Exchange, attempt: number): number {
  const asked = result.kind === 'answer' ? Number(result.headers['retry-after'] ?? Number.NaN) : Number.NaN
  return Number.isFinite(asked) && asked >= 0 ? asked * 1000 : firstPauseMs * 2 ** (attempt - 1)
}
