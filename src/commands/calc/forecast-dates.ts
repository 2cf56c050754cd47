import { formatQuantity } from '../../report/index.ts'
import type { EvenSeries } from './series-from.ts'

/** A line meets a value at its place but for the rounding of binary fractions. */
const rounding = 1e-9

/** The same in a sentence: on a day, in so long, at a value. */
export function atPlace(place: number, series: EvenSeries): string {
  const words = placeInWords(place, series)
  return words.startsWith('in ') ? words : `${words.startsWith('value') ? 'at' : 'on'} ${words}`
}

/** The day of a place in the series, as 2026-03-01, where its time is known; else the first value there or beyond, the first one being 1. */
export function placeInWords(place: number, series: EvenSeries): string {
  const epochMs = epochOf(place, series)
  if (epochMs !== null) return dayOf(epochMs)
  const ahead = place - (series.values.length - 1)
  const { everySeconds } = series
  return everySeconds === null
    ? `value ${formatQuantity(Math.ceil(place - rounding) + 1)}`
    : `in ${formatQuantity(Math.max(0, ahead) * everySeconds, 'seconds')}`
}

/** The day that lies `seconds` before a place; null where its time is not known. */
export function dayBefore(place: number, seconds: number, series: EvenSeries): string | null {
  const epochMs = epochOf(place, series)
  return epochMs === null ? null : dayOf(epochMs - seconds * 1000)
}

function epochOf(place: number, { values, endEpochMs, everySeconds }: EvenSeries): number | null {
  if (endEpochMs === null || everySeconds === null) return null
  const epochMs = endEpochMs + (place - (values.length - 1)) * everySeconds * 1000
  return Math.abs(epochMs) < 8.64e15 ? epochMs : null
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}
