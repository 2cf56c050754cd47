import type { Alert, SourceState, Tick } from '../../src/core/index.ts'
import type { MonitorFeed } from '../../src/monitor/index.ts'

/** A feed whose ticks a test makes. */
export interface FakeFeed extends MonitorFeed {
  /** One tick more, an interval after the one before. */
  tick(values: Readonly<Record<string, number | null>>): Tick
  set(state: { alerts?: Alert[]; history?: Alert[]; sources?: SourceState[] }): void
}

export const firstEpochMs = Date.UTC(2026, 0, 5, 12)

/** Without ticks so far; everything that comes is kept. */
export function fakeFeed(intervalSeconds = 1, beginEpochMs = firstEpochMs): FakeFeed {
  const ticks: Tick[] = []
  const listeners = new Set<(tick: Tick) => void>()
  let [alerts, history]: Alert[][] = [[], []]
  let sources: SourceState[] = []
  return {
    machine: { name: 'scanner-1', cores: 8, memoryBytes: 16 * 2 ** 30 },
    intervalSeconds,
    latest: () => ticks.at(-1) ?? null,
    onTick(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    history(series, since, mostPoints) {
      const keys =
        series === 'all' ? [...new Set(ticks.flatMap(({ values }) => Object.keys(values)))] : series
      return Object.fromEntries(
        keys.map((key) => {
          const points = ticks.flatMap(({ epochMs, values }) => {
            const value = values[key]
            return epochMs < since || value === undefined ? [] : [[epochMs, value] as const]
          })
          const step = Math.ceil(points.length / mostPoints)
          return [key, points.filter((_, index) => (points.length - 1 - index) % step === 0)]
        }),
      )
    },
    alerts: () => alerts ?? [],
    alertHistory: () => history ?? [],
    tick(values) {
      const epochMs = beginEpochMs + ticks.length * intervalSeconds * 1000
      const tick: Tick = { epochMs, values, sources, processes: null }
      ticks.push(tick)
      for (const listener of listeners) listener(tick)
      return tick
    },
    set(state) {
      alerts = state.alerts ?? alerts
      history = state.history ?? history
      sources = state.sources ?? sources
    },
  }
}

/** An alert of the CPU that fires. */
export function firingAlert(changes: Partial<Alert> = {}): Alert {
  return {
    rule: 'cpu-usage',
    title: 'CPU usage is high',
    series: 'cpu.usage',
    state: 'firing',
    severity: 'high',
    message: 'CPU usage is 97 %, above 85 % for 1 min.',
    value: 0.97,
    threshold: 0.85,
    unit: 'ratio',
    labels: {},
    runbook: 'Find the busiest process with top.',
    sinceEpochMs: firstEpochMs,
    firedEpochMs: firstEpochMs + 60_000,
    resolvedEpochMs: null,
    silencedUntilEpochMs: null,
    isFlapping: false,
    ...changes,
  }
}
