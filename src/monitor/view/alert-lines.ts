import type { Alert } from '../../core/index.ts'
import { counted, type PictureRoom } from '../../report/index.ts'
import { lineOf, wholeLine } from './pieces.ts'

const severities: readonly Alert['severity'][] = ['low', 'medium', 'high', 'critical']
const stateColumns = 10

/** What fires, is about to or cannot be judged, the most serious first, and what is over lately, in at most `most` lines. */
export function alertLines(alerts: readonly Alert[], most: number, room: PictureRoom): string[] {
  const shown = alerts.toSorted(moreSerious)
  if (shown.length === 0) return [wholeLine('no alerts', room, room.colour.dim)]
  const fits = shown.length <= most ? shown : shown.slice(0, Math.max(1, most - 1))
  const left = shown.length - fits.length
  return [
    ...fits.map((alert) => alertLine(alert, room)),
    ...(left > 0 && most > 1 ? [wholeLine(`and ${counted(left, 'more alert')}`, room, room.colour.dim)] : []),
  ]
}

function moreSerious(a: Alert, b: Alert): number {
  const rank = ({ state, severity }: Alert): number =>
    severities.indexOf(severity) + (state === 'firing' ? 10 : state === 'resolved' ? -10 : 0)
  return rank(b) - rank(a) || a.sinceEpochMs - b.sinceEpochMs
}

function alertLine(alert: Alert, room: PictureRoom): string {
  return lineOf(
    [
      { text: labelOf(alert), columns: stateColumns, paint: paintOf(alert, room) },
      { text: `${alert.message}${marks(alert)}`, columns: room.columns },
    ],
    room,
  )
}

function labelOf({ state, severity }: Alert): string {
  if (state === 'firing') return severity.toUpperCase()
  return state === 'no-data' ? 'no data' : state
}

function marks({ silencedUntilEpochMs, isFlapping }: Alert): string {
  return `${isFlapping ? ' (goes up and down)' : ''}${silencedUntilEpochMs === null ? '' : ' (silenced)'}`
}

function paintOf(
  { state, severity, silencedUntilEpochMs }: Alert,
  { colour }: PictureRoom,
): (text: string) => string {
  if (silencedUntilEpochMs !== null || state === 'no-data' || state === 'resolved') return colour.dim
  if (state !== 'firing' || severity === 'low') return colour.yellow
  return (text) => colour.bold(colour.red(text))
}
