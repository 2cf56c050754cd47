import { OperatorError, seriesKey } from '../../core/index.ts'
import { eachSince, keepExtremes, slotOf } from '../../metrics/index.ts'
import type { SeriesPoints, SeriesState } from './collector.ts'
import type { StoredSeries } from './series-store.ts'

/** A series as it stands. */
export function stateOf({ group, tags, ring, total }: StoredSeries): SeriesState {
  const slot = ring.length === 0 ? -1 : slotOf(ring, ring.length - 1)
  return {
    key: seriesKey(group.name, tags),
    name: group.name,
    tags,
    type: group.kind,
    lastValue: ring.values[slot] ?? null,
    lastSeconds: ring.times[slot] ?? null,
    total: group.kind === 'counter' ? total : null,
  }
}

/** The points of a series from a moment on, thinned out to `maximumPoints`. Throws OperatorError unless that is a whole number of at least 1. */
export function pointsOf(
  { ring }: StoredSeries,
  fromSeconds: number,
  maximumPoints: number = ring.length,
): SeriesPoints {
  const all: SeriesPoints = { seconds: [], values: [] }
  eachSince(ring, fromSeconds, (value, seconds) => {
    all.seconds.push(seconds)
    all.values.push(value)
  })
  if (all.values.length <= maximumPoints) return all
  if (!(Number.isInteger(maximumPoints) && maximumPoints >= 1))
    throw new OperatorError({
      sentence: `A series is thinned out to a whole number of points from 1 on, got ${maximumPoints}.`,
      hint: 'Give as many points as the chart has room for.',
    })
  const kept = keepExtremes(all.values, maximumPoints)
  return {
    seconds: kept.map((place) => all.seconds[place] ?? Number.NaN),
    values: kept.map((place) => all.values[place] ?? Number.NaN),
  }
}
