import { type AlertRule, createAlerts, type Evaluation } from '../../alerting/index.ts'
import type { Alert, Tick } from '../../core/index.ts'
import { createCollector, type MetricsCollector, recordTick } from '../collector/index.ts'
import { type MonitorData, runSummary, type SourceHistory } from '../outcome/index.ts'
import type { MonitorFeed } from '../server/index.ts'
import { recentValues, type Seen } from '../view/index.ts'

/** What is watched, and how often. */
export interface Watched {
  name: string
  /** Of another machine they are not known. */
  cores: number | null
  memoryBytes: number | null
  intervalSeconds: number
}

/** An alert that is held back from the first tick on. */
export interface FirstSilence {
  rule: string
  seconds: number
}

/** Everything that a run of the monitor knows: ticks go in, and all who show or tell something read from it. */
export interface MonitorSession {
  take(tick: Tick): Evaluation
  /** For the terminal. */
  seen(notes: readonly string[]): Seen
  /** For the page. */
  feed: MonitorFeed
  data(): Omit<MonitorData, 'notices'>
  /** What was too much to be kept. */
  warnings(): string[]
}

const recentTicks = 240

/** A run that begins; all its time is that of the ticks. Throws OperatorError as `createAlerts` and silences do. */
export function monitorSession(
  watched: Watched,
  rules: readonly AlertRule[],
  silences: readonly FirstSilence[],
): MonitorSession {
  const { intervalSeconds, name, cores } = watched
  let newest: Tick | null = null
  let processes: Tick['processes'] = null
  let alerts: Alert[] = []
  const nowSeconds = (): number => (newest?.epochMs ?? 0) / 1000
  const store = createCollector({ nowSeconds, pointsPerSeries: pointsFor(intervalSeconds) })
  const judge = createAlerts(rules)
  const recent = recentValues(recentTicks)
  const summary = runSummary()
  const sources = new Map<string, SourceHistory>()
  const listeners = new Set<(tick: Tick) => void>()
  const hold = ({ epochMs }: Tick): void => {
    for (const { rule, seconds } of silences) judge.silence({ rule, untilEpochMs: epochMs + seconds * 1000 })
  }
  return {
    take(tick) {
      if (newest === null) hold(tick)
      newest = tick
      processes = tick.processes ?? processes
      recordTick(store, tick)
      recent.add(tick)
      summary.add(tick)
      for (const source of tick.sources) noteSource(sources, source)
      const evaluation = judge.evaluate(tick)
      alerts = evaluation.alerts
      for (const listener of listeners) listener(tick)
      return evaluation
    },
    seen: (notes) => ({
      title: name,
      cores,
      intervalSeconds,
      tick: newest,
      recent: recent.values,
      processes,
      alerts,
      notes,
    }),
    feed: {
      latest: () => newest,
      onTick(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      history: (series, sinceEpochMs, mostPoints) => historyOf(store, series, sinceEpochMs, mostPoints),
      alerts: () => alerts.filter(({ state }) => state !== 'resolved'),
      alertHistory: () =>
        judge
          .history()
          .filter(({ state }) => state === 'resolved')
          .toReversed(),
      machine: watched,
      intervalSeconds,
    },
    data: () => ({
      ...(summary.span() ?? { fromEpochMs: null, toEpochMs: null }),
      intervalSeconds,
      ticks: summary.ticks(),
      skipped: newest?.values['self.skipped'] ?? 0,
      series: summary.series(),
      sources: [...sources.values()],
      alerts,
      changes: judge.history(),
    }),
    warnings: () => warningsOf(store.report().evicted, summary.untold()),
  }
}

/** An hour, but never more than an hour at one a second: the page shows no more. */
function pointsFor(intervalSeconds: number): number {
  return Math.min(3600, Math.ceil(3600 / intervalSeconds))
}

function noteSource(sources: Map<string, SourceHistory>, state: Tick['sources'][number]): void {
  const { toldTicks, staleTicks } = sources.get(state.name) ?? { toldTicks: 0, staleTicks: 0 }
  const isStale = state.staleBecause !== null
  sources.set(state.name, {
    ...state,
    toldTicks: toldTicks + Number(!isStale),
    staleTicks: staleTicks + Number(isStale),
  })
}

function historyOf(
  store: MetricsCollector,
  series: readonly string[] | 'all',
  sinceEpochMs: number,
  mostPoints: number,
): ReturnType<MonitorFeed['history']> {
  const keys = series === 'all' ? store.series().map(({ key }) => key) : series
  return Object.fromEntries(
    keys.map((key) => {
      const { seconds, values } = store.points(key, sinceEpochMs / 1000, mostPoints)
      return [key, seconds.map((at, index) => [Math.round(at * 1000), values[index] ?? null] as const)]
    }),
  )
}

function warningsOf(evicted: number, untold: number): string[] {
  return [
    ...(evicted === 0
      ? []
      : [`There were more series than fit: ${evicted} that were idle longest were let go. Scrape fewer.`]),
    ...(untold === 0 ? [] : [`${untold} series beyond the first are not in the result. Scrape fewer.`]),
  ]
}
