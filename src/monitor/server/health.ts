import { counted } from '../../report/index.ts'

/** How a server is that waits for ticks. */
export interface Health {
  status: 'ok' | 'stale'
  /** In one sentence; null while ticks come. */
  reason: string | null
  /** Seconds since the newest tick came; null before the first. */
  ageSeconds: number | null
}

/** Whether ticks come: the newest may be three intervals old. */
export function healthOf(ageSeconds: number | null, intervalSeconds: number): Health {
  if (ageSeconds === null) return { status: 'stale', reason: 'No figures came yet.', ageSeconds }
  if (ageSeconds <= 3 * intervalSeconds) return { status: 'ok', reason: null, ageSeconds }
  const reason = `The newest figures are ${counted(Math.round(ageSeconds), 'second')} old, where they are due every ${counted(intervalSeconds, 'second')}.`
  return { status: 'stale', reason, ageSeconds }
}
