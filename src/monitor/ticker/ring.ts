/** What is to be done when the bell of the tick that is due at `dueMs` rings; all in milliseconds, `nowMs` and `dueMs` of the wall clock. */
export interface Ring {
  dueMs: number
  nowMs: number
  /** How much later it rings than it was set to, on a clock that never steps. */
  lateMs: number
  intervalMs: number
}

/** The tick that is taken now, how many were missed since the one before, and when the bell is to ring next. */
export interface Turn {
  /** When it was due; null where none is taken. */
  tickMs: number | null
  skipped: number
  nextMs: number
}

/** Past this share of its interval a tick is not begun any more, and one that was begun is handed on. */
export const handOverShare = 0.8

/** The first whole interval of the wall clock after `nowMs`. */
export function nextDue(nowMs: number, intervalMs: number): number {
  return (Math.floor(nowMs / intervalMs) + 1) * intervalMs
}

/**
 * Ticks stand at whole intervals of the wall clock. One that cannot begin in time is skipped, and never made up for. A wall clock that
 * was set has skipped nothing: it is followed from where it stands.
 */
export function turnAt({ dueMs, nowMs, lateMs, intervalMs }: Ring): Turn {
  const skipped = Math.max(0, Math.floor(lateMs / intervalMs + 1 - handOverShare))
  // Timers may ring a little early.
  if (nowMs < dueMs && dueMs - nowMs <= intervalMs) return { tickMs: null, skipped, nextMs: dueMs }
  const next = nextDue(nowMs, intervalMs)
  const current = next - intervalMs
  const isInTime = nowMs >= dueMs && nowMs - current < intervalMs * handOverShare
  return { tickMs: isInTime ? current : null, skipped, nextMs: next }
}
