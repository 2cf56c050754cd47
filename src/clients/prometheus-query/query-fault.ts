/** Why a request brought nothing, and what helps. */
export interface QueryFault {
  reason: string
  /** `again`: it may pass. `halve`: less at a time may go through. `none`: it stays so. */
  cure: 'again' | 'halve' | 'none'
  /** The server's own wish. */
  afterSeconds?: number
}

/** Something, or why not. */
export type OrFault<T> = { ok: true; value: T } | { ok: false; fault: QueryFault }

/** A fault that stays. */
export function lasting(reason: string): { ok: false; fault: QueryFault } {
  return { ok: false, fault: { reason, cure: 'none' } }
}
