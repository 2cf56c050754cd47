import type { Phase } from '../../traffic/index.ts'
import type { TlsClient } from './dial.ts'
import type { Exchange } from './exchange.ts'

/** What a pool tells the engine. */
export interface PoolEvents {
  answered(exchange: Exchange, status: number, endMs: number): void
  failed(exchange: Exchange, failure: string, example: string): void
  /** A connection came free, or the target may be tried again. */
  room(): void
  phase(phase: Phase, ms: number): void
  opened(): void
  received(bytes: number): void
}

/** `busy`: all connections are taken. `down`: the target refuses, and is tried again in a moment. */
export type Taken = 'taken' | 'busy' | 'down'

/** The connections to one target. */
export interface Pool {
  take(exchange: Exchange): Taken
  /** Why the target is down; null while it is not. */
  readonly downBecause: string | null
  /** Ends all connections: what they carry fails. */
  close(): void
}

export interface PoolSettings {
  tls: TlsClient
  keepAlive: boolean
  /** At most so many connections, each of which carries so many exchanges at once. */
  connections: number
  pipelining: number
}
