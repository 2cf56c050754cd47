/** Why a fact is missing: it is not there, we may not read it, it cannot be read, or it took too long. */
export type MissingReason = 'absent' | 'denied' | 'unreadable' | 'timeout'

/** A fact or the reason why it is missing: a failed probe is a fact too, never an exception and never 0. */
export type Gathered<T> = { ok: true; value: T; atMs: number } | { ok: false; reason: MissingReason }
