/** What goes wrong at the server: all of it may be changed while it runs, and what counts is counted down. */
export interface Faults {
  /** So many requests are answered by the HTML page of a proxy. */
  html: number
  /** So many requests are answered by an error. */
  errors: { count: number; status: number; retryAfterSeconds?: number } | null
  /** Every answer is held back for so long. */
  delayMs: number
  /** So many connections are cut: before the request is handled, or after it, without an answer. */
  drop: { count: number; when: 'before' | 'after' } | null
  /** No token is known any more. */
  tokenExpired: boolean
  /** Nobody may do this: `{ verb: 'patch', resource: 'deployments/scale' }`. */
  deny: { verb: string; resource: string } | null
  /** Before so many writes, another writer changes the object that is written to. */
  conflictingWrites: number
  /** How rollouts go: their pods never become ready, or it has been given up on that too. */
  rollout: 'normal' | 'never-ready' | 'deadline-exceeded'
  /** So many lists that go on from a continue token find that it is too old. */
  expiredContinues: number
}

/** Nothing goes wrong. */
export function noFaults(): Faults {
  return {
    html: 0,
    errors: null,
    delayMs: 0,
    drop: null,
    tokenExpired: false,
    deny: null,
    conflictingWrites: 0,
    rollout: 'normal',
    expiredContinues: 0,
  }
}
