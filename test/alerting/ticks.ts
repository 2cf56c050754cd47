import { type AlertRule, type Alerts, readRule } from '../../src/alerting/index.ts'
import type { AlertRuleTexts, SourceState, Tick } from '../../src/core/index.ts'

/** What one tick says of one series: null is a source that told nothing, undefined a series that is not there. */
export type Reading = readonly [seconds: number, value: number | null | undefined]

/** Where the clock of these tests begins. */
export const startMs = Date.UTC(2027, 2, 31)

/** A rule for the series `queue` (a plain number, as of a scraped page), whole. */
export function rule(texts: AlertRuleTexts, id = 'queue'): AlertRule {
  const read = readRule(id, { metric: 'queue', ...texts })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.rule
}

/** So many seconds after the start. */
export function at(seconds: number): number {
  return startMs + seconds * 1000
}

/** A tick of these values. */
export function tick(
  seconds: number,
  values: Readonly<Record<string, number | null>>,
  sources: readonly SourceState[] = [],
): Tick {
  return { epochMs: at(seconds), values, sources, processes: null }
}

/** The tick of one reading of `series`. */
export function tickOf([seconds, value]: Reading, series = 'queue'): Tick {
  return tick(seconds, value === undefined ? {} : { [series]: value })
}

/** The state of the only alert after each reading; null where there is none. */
export function statesAfter(alerts: Alerts, readings: readonly Reading[]): (string | null)[] {
  return readings.map((reading) => alerts.evaluate(tickOf(reading)).alerts[0]?.state ?? null)
}

/** One reading a second with these values, the first at `from`. */
export function everySecond(values: readonly (number | null | undefined)[], from = 0): Reading[] {
  return values.map((value, index) => [from + index, value])
}
