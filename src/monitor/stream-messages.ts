import type { Alert, SourceState } from '../core/index.ts'

/** The version of the messages on /ws. */
export const streamSchema = 'lewis-perf/stream/1'

/** A value at a moment in milliseconds since 1970; null where the source told none. */
export type Point = readonly [epochMs: number, value: number | null]

/** The first message to every client. */
export interface HelloMessage {
  schema: typeof streamSchema
  type: 'hello'
  /** Null where it is not known. */
  machine: { name: string; cores: number | null; memoryBytes: number | null }
  intervalSeconds: number
  /** What may be subscribed to at present; the first thousand. */
  series: readonly string[]
  limits: { series: number; sinceSeconds: number; messageBytes: number }
}

/** One for every tick that reaches the client: the guide's fields in the guide's units, and what it subscribes to in base units, to six digits. */
export interface TickMessage {
  schema: typeof streamSchema
  type: 'tick'
  /** Ticks that this client missed since the message before, because it did not read fast enough. */
  skipped: number
  /** Seconds since 1970. */
  timestamp: number
  /** Percent. */
  cpu_usage: number | null
  /** Percent. */
  memory_usage: number | null
  active_scans: number | null
  requests_per_second: number | null
  /** Percent. */
  error_rate: number | null
  sources: readonly SourceState[]
  series: Readonly<Record<string, number | null>>
}

/** The answer to `subscribe`, and the second message to every client: what was before. */
export interface BackfillMessage {
  schema: typeof streamSchema
  type: 'backfill'
  sinceSeconds: number
  series: Readonly<Record<string, readonly Point[]>>
  /** How many series the patterns mean beyond the most that are sent. */
  leftOut: number
}

/** Sent on connecting and whenever something in it changes. */
export interface AlertsMessage {
  schema: typeof streamSchema
  type: 'alerts'
  /** Pending, firing and those without data. */
  alerts: readonly Alert[]
  /** Those that are over, the newest first. */
  history: readonly Alert[]
}

/** What was wrong with a message from the client; the subscription stays what it was. */
export interface ErrorMessage {
  schema: typeof streamSchema
  type: 'error'
  message: string
}

/** What the server sends. */
export type ServerMessage = HelloMessage | TickMessage | BackfillMessage | AlertsMessage | ErrorMessage

/** What a client sends: each one takes the place of the one before. */
export interface SubscribeMessage {
  schema?: typeof streamSchema
  type: 'subscribe'
  /** Series keys, in which `*` stands for any characters. */
  series: readonly string[]
  /** How far back the answer goes. */
  sinceSeconds: number
}
