import { type Alert, seriesName, type Tick } from '../core/index.ts'
import { elapsedClock } from './elapsed-clock.ts'
import type { AlertRule } from './rule.ts'
import { type AlertLimits, type Moment, type SeriesAlert, seriesAlert } from './series-alert.ts'
import { seriousness } from './severity.ts'
import { type Silence, silences } from './silences.ts'
import { sourceStaleness } from './source-staleness.ts'

/** What one tick says of all rules. */
export interface Evaluation {
  /** Everything that is not as it should be, was so lately, or cannot be judged: firing first, the worst first. */
  alerts: Alert[]
  /** What fired, resolved, became more serious or unjudgeable at this tick. What is only pending is none. */
  transitions: Alert[]
}

/** The alerts of a monitor. */
export interface Alerts {
  /** The next tick. All time is what the stamps of ticks say. */
  evaluate(tick: Tick): Evaluation
  /** Holds alerts back: they are still shown, with the end of the silence. Throws OperatorError (exit 2) on a silence that names nothing or no moment, and on the hundred and first. */
  silence(silence: Silence): void
  /** The silences that had not ended at the last tick. */
  silenced(): Silence[]
  /** The last transitions, the oldest first. */
  history(): Alert[]
}

export interface AlertsOptions extends Partial<AlertLimits> {
  /** How many transitions are kept. */
  historyLength?: number
}

interface Watched {
  rule: AlertRule
  alerts: Map<string, SeriesAlert>
}

const states = ['firing', 'no-data', 'pending', 'resolved']

/**
 * The alerts of `rules` before the first tick. By default a resolved alert is shown for 5 minutes, a series that is gone for 5 minutes
 * as without data, more than 6 changes within 10 minutes are flapping, and 500 transitions are kept.
 */
export function createAlerts(rules: readonly AlertRule[], options: AlertsOptions = {}): Alerts {
  const { historyLength = 500, resolvedSeconds = 300, dropSeconds = 300 } = options
  const limits = { resolvedSeconds, dropSeconds, flap: options.flap ?? { changes: 6, windowSeconds: 600 } }
  const watched = rules.map((rule): Watched => ({ rule, alerts: new Map() }))
  const byMetric = new Map<string, Watched[]>()
  for (const one of watched) byMetric.set(one.rule.metric, [...(byMetric.get(one.rule.metric) ?? []), one])
  const clock = elapsedClock()
  const staleness = sourceStaleness()
  const held = silences()
  const history: Alert[] = []

  function alertOf({ rule, alerts }: Watched, series: string, now: Moment): SeriesAlert {
    const known = alerts.get(series)
    if (known !== undefined) return known
    const fresh = seriesAlert(rule, series, limits, now)
    alerts.set(series, fresh)
    return fresh
  }

  /** Every alert that a key belongs to begins to be followed. */
  function meet(series: string, now: Moment): void {
    for (const one of byMetric.get(series) ?? []) alertOf(one, series, now)
    const name = seriesName(series)
    if (name !== series) for (const one of byMetric.get(name) ?? []) alertOf(one, series, now)
  }

  return {
    evaluate({ epochMs, values, sources }) {
      const now: Moment = { elapsedMs: clock(epochMs), epochMs }
      held.end(epochMs)
      const stale = staleness(sources, epochMs)
      for (const series of Object.keys(values)) meet(series, now)
      for (const series of stale.keys()) meet(series, now)
      for (const one of watched) if (one.rule.metric.includes('{')) alertOf(one, one.rule.metric, now)

      const alerts: Alert[] = []
      const transitions: Alert[] = []
      for (const { alerts: followed } of watched)
        for (const [series, alert] of followed) {
          const own = Object.hasOwn(values, series) ? values[series] : undefined
          const outcome = alert.step(now, stale.get(series) ?? own)
          if (outcome === 'gone') followed.delete(series)
          const seen = outcome === 'gone' ? null : alert.view(now)
          if (seen === null) continue
          const shown = { ...seen, silencedUntilEpochMs: held.until(seen) }
          alerts.push(shown)
          if (outcome === 'changed') transitions.push(shown)
        }
      history.push(...transitions)
      history.splice(0, Math.max(0, history.length - historyLength))
      return { alerts: alerts.sort(foremost), transitions: transitions.sort(foremost) }
    },
    silence: (silence) => held.add(silence),
    silenced: () => held.list(),
    history: () => [...history],
  }
}

function foremost(a: Alert, b: Alert): number {
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    seriousness(b.severity) - seriousness(a.severity) ||
    a.sinceEpochMs - b.sinceEpochMs
  )
}
