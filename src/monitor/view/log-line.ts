import type { Alert, Tick } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import { gaugesOf } from './gauge.ts'

/** A tick in one line of a log: `01:53:20 cpu 53 %, memory 61 %, ...`; at most `most` figures. */
export function tickLine({ epochMs, values, sources }: Tick, alerts: readonly Alert[], most = 8): string {
  const figures = gaugesOf(values, new Map())
    .slice(0, most)
    .map(({ title, figure }) => `${title} ${figure}`)
  const firing = alerts.filter(({ state }) => state === 'firing').length
  const stale = sources.filter(({ staleBecause }) => staleBecause !== null).map(({ name }) => name)
  const rest = [
    ...(firing === 0 ? [] : [`${counted(firing, 'alert')} firing`]),
    ...(stale.length === 0 ? [] : [`stale: ${stale.join(', ')}`]),
  ]
  return `${timeOf(epochMs)} ${[...figures, ...rest].join(', ')}`
}

/** An alert that changed, in one line of a log. */
export function alertLogLine(alert: Alert, epochMs: number): string {
  const what = alert.state === 'firing' ? `${alert.severity.toUpperCase()} ` : `${alert.state} `
  return `${timeOf(epochMs)} ${what}${alert.message}`
}

/** UTC, as everywhere in results. */
function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(11, 19)
}
