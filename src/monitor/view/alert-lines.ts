import type { Alert } from '../../core/index.ts'
import { counted, type PictureRoom } from '../../report/index.ts'
import { lineOf, wholeLine } from './pieces.ts'

const stateColumns = 10

/** Alerts in their order, the foremost first, in at most `most` lines. */
export function alertLines(alerts: readonly Alert[], most: number, room: PictureRoom): string[] {
  if (alerts.length === 0) return [wholeLine('no alerts', room, room.colour.dim)]
  const fits = alerts.length <= most ? alerts : alerts.slice(0, Math.max(1, most - 1))
  const left = alerts.length - fits.length
  return [
    ...fits.map((alert) => alertLine(alert, room)),
    ...(left > 0 && most > 1 ? [wholeLine(`and ${counted(left, 'more alert')}`, room, room.colour.dim)] : []),
  ]
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
