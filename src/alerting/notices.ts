import type { Alert } from '../core/index.ts'
import type { Evaluation } from './alerts.ts'
import { elapsedClock } from './elapsed-clock.ts'

/** One thing to tell an operator. */
export interface Notice {
  epochMs: number
  /** Null where it sums up several. */
  alert: Alert | null
  /** How many it sums up; 0 for one alert. */
  more: number
  /** One line. */
  text: string
}

/** Who decides what is worth telling. */
export interface Notices {
  /** What is to be told after a tick, in the order of its alerts: the worst first. */
  take(evaluation: Evaluation, epochMs: number): Notice[]
}

const minuteMs = 60_000
const flaps = 'flapping'

/**
 * Tells once of each alert that fires, becomes more serious, resolves or has no data, and never of pending ones. What a silence holds
 * back is told when it ends and it is still so; what is flapping is told once, and again when it is calm. At most `perMinute` (20) a
 * minute: the last of them sums up the rest.
 */
export function createNotices({ perMinute = 20 }: { perMinute?: number } = {}): Notices {
  const clock = elapsedClock()
  /** What was told of each alert that ever changed; empty while nothing was. */
  const told = new Map<string, string>()
  let sentMs: number[] = []

  function dueOf({ alerts, transitions }: Evaluation): Alert[] {
    for (const alert of transitions) if (!told.has(keyOf(alert))) told.set(keyOf(alert), '')
    const present = new Set(alerts.map(keyOf))
    for (const key of told.keys()) if (!present.has(key)) told.delete(key)
    return alerts.filter((alert) => isDue(alert, told.get(keyOf(alert))))
  }

  return {
    take(evaluation, epochMs) {
      const elapsedMs = clock(epochMs)
      sentMs = sentMs.filter((ms) => elapsedMs - ms < minuteMs)
      const due = dueOf(evaluation)
      const free = Math.max(0, perMinute - sentMs.length)
      if (free === 0) return []
      const single = due.length <= free ? due : due.slice(0, free - 1)
      const rest = due.slice(single.length)
      const notices = single.map((alert): Notice => ({ epochMs, alert, more: 0, text: textOf(alert) }))
      if (rest.length > 0) notices.push({ epochMs, alert: null, more: rest.length, text: summary(rest) })
      for (const alert of due) told.set(keyOf(alert), tellingOf(alert))
      sentMs.push(...notices.map(() => elapsedMs))
      return notices
    },
  }
}

function isDue(alert: Alert, last: string | undefined): boolean {
  if (last === undefined || alert.state === 'pending' || alert.silencedUntilEpochMs !== null) return false
  // Whoever never heard that it fired need not hear that it is over.
  if (alert.state === 'resolved' && last === '') return false
  return tellingOf(alert) !== last
}

function tellingOf({ state, severity, isFlapping }: Alert): string {
  if (isFlapping) return flaps
  return state === 'firing' ? `${state} ${severity}` : state
}

function keyOf({ rule, series }: Alert): string {
  return `${rule}\n${series}`
}

function textOf(alert: Alert): string {
  const word = alert.state === 'firing' ? alert.severity : alert.state === 'no-data' ? 'no data' : alert.state
  const more = alert.isFlapping ? ' It goes up and down: no more is told until it is calm.' : ''
  return `${word}: ${alert.message}${more}`
}

function summary(alerts: readonly Alert[]): string {
  const parts = [
    ['firing', 'firing'],
    ['no-data', 'without data'],
    ['resolved', 'resolved'],
  ].flatMap(([state, words]) => {
    const count = alerts.filter((alert) => alert.state === state).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  return `And ${alerts.length} more: ${parts.join(', ')}.`
}
