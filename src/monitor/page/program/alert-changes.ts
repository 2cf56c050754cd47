import type { Alert } from '../../../core/index.ts'

const order = ['critical', 'high', 'medium', 'low']

/** Those that matter now, the most serious first: firing ones, then pending ones, then those that cannot be judged. */
export function sortedAlerts(alerts: readonly Alert[]): Alert[] {
  const states = ['firing', 'pending', 'no-data']
  return alerts
    .filter(({ state }) => states.includes(state))
    .sort(
      (a, b) =>
        states.indexOf(a.state) - states.indexOf(b.state) ||
        order.indexOf(a.severity) - order.indexOf(b.severity) ||
        b.sinceEpochMs - a.sinceEpochMs,
    )
}

/** What a screen reader is told between two states of the alerts: those that began to fire and those that no longer do. */
export function alertChanges(before: readonly Alert[], after: readonly Alert[]): string[] {
  const firing = (alerts: readonly Alert[]) =>
    new Map(
      alerts
        .filter(({ state }) => state === 'firing')
        .map((alert) => [`${alert.rule} ${alert.series}`, alert]),
    )
  const [old, now] = [firing(before), firing(after)]
  return [
    ...[...now].flatMap(([key, alert]) =>
      old.has(key) ? [] : [`Alert, ${alert.severity}: ${alert.title}. ${alert.message}`],
    ),
    ...[...old].flatMap(([key, { title }]) => (now.has(key) ? [] : [`Alert over: ${title}.`])),
  ]
}
