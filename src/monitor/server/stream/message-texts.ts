import { type Alert, maskSecrets, maskSecretsIn, type SourceState, type Tick } from '../../../core/index.ts'
import {
  type AlertsMessage,
  type BackfillMessage,
  type ErrorMessage,
  type HelloMessage,
  type Point,
  streamSchema,
} from '../../stream-messages.ts'
import { guideFields, shortNumber } from '../guide-fields.ts'
import type { MonitorFeed } from '../monitor-feed.ts'
import type { ServerLimits } from '../server-limits.ts'
import type { KnownSeries } from './known-series.ts'

const mostNamed = 1000
const mostHistory = 50

/** The first message to a client. */
export function helloText(
  { machine, intervalSeconds }: MonitorFeed,
  series: readonly KnownSeries[],
  limits: ServerLimits,
): string {
  const message: HelloMessage = {
    schema: streamSchema,
    type: 'hello',
    machine: { name: machine.name, cores: machine.cores, memoryBytes: machine.memoryBytes },
    intervalSeconds,
    series: series.slice(0, mostNamed).map(({ toldAs }) => toldAs),
    limits: { series: limits.series, sinceSeconds: limits.sinceSeconds, messageBytes: limits.messageBytes },
  }
  return JSON.stringify(message)
}

/** What all clients get of a tick, without the braces: the guide's fields and the sources. */
export function tickBody(tick: Tick): string {
  const sources: SourceState[] = tick.sources.map(({ name, staleBecause, toldEpochMs }) => ({
    name: maskSecrets(name),
    staleBecause: staleBecause === null ? null : maskSecrets(staleBecause),
    toldEpochMs,
  }))
  return JSON.stringify({ ...guideFields(tick), sources }).slice(1, -1)
}

/** What the clients of one subscription get besides: the values of those series that the tick has. */
export function seriesBody({ values }: Tick, series: readonly KnownSeries[]): string {
  const parts: string[] = []
  for (const { key, toldAs } of series) {
    const value = values[key]
    if (value === undefined) continue
    parts.push(`${JSON.stringify(toldAs)}:${value === null ? 'null' : String(shortNumber(value))}`)
  }
  return `"series":{${parts.join(',')}}`
}

/** A tick from its two parts, for a client that missed so many since its last message. */
export function tickText(skipped: number, body: string, series: string): string {
  return `{"schema":"${streamSchema}","type":"tick","skipped":${skipped},${body},${series}}`
}

/** What was before. */
export function backfillText(
  history: Readonly<Record<string, readonly Point[]>>,
  series: readonly KnownSeries[],
  sinceSeconds: number,
  leftOut: number,
): string {
  const told = series.map(({ key, toldAs }) => {
    const points = (history[key] ?? []).map(
      ([epochMs, value]): Point => [epochMs, value === null ? null : shortNumber(value)],
    )
    return [toldAs, points] as const
  })
  const message: BackfillMessage = {
    schema: streamSchema,
    type: 'backfill',
    sinceSeconds,
    series: Object.fromEntries(told),
    leftOut,
  }
  return JSON.stringify(message)
}

/** Those that are, and the last fifty that were. */
export function alertsText(alerts: readonly Alert[], history: readonly Alert[]): string {
  const message: AlertsMessage = {
    schema: streamSchema,
    type: 'alerts',
    alerts: maskSecretsIn([...alerts]),
    history: maskSecretsIn(history.slice(0, mostHistory)),
  }
  return JSON.stringify(message)
}

/** What was wrong with the client's message; nothing of it is repeated. */
export function errorText(sentence: string): string {
  const message: ErrorMessage = { schema: streamSchema, type: 'error', message: sentence }
  return JSON.stringify(message)
}
