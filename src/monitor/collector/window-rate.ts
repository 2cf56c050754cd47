import { eachStretchSince, type RingSeries, windowStats } from '../../metrics/index.ts'
import type { SeriesGroup } from './series-store.ts'

/** From when to when a window looks, and by how many seconds its events are divided. */
export interface RateWindow {
  sinceSeconds: number
  toSeconds: number
  spanSeconds: number
}

/**
 * Events a second in a window, of all series of a name: what was added to a counter, points of anything else. A series that had to
 * overwrite points of the window counts from the last of them, since what is left of it says nothing of the time before.
 */
export function windowRate(
  { kind, byTags }: SeriesGroup,
  { sinceSeconds, toSeconds, spanSeconds }: RateWindow,
): number {
  let events = 0
  let cutRate = 0
  for (const { ring } of byTags.values()) {
    const own = eventsSince(ring, sinceSeconds, kind === 'counter')
    const covered = toSeconds - ring.overwrittenSeconds
    if (ring.overwrittenSeconds >= sinceSeconds && covered > 0) cutRate += own / covered
    else events += own
  }
  return events / spanSeconds + cutRate
}

function eventsSince(ring: RingSeries, sinceSeconds: number, isCounter: boolean): number {
  const stats = windowStats((take) => eachStretchSince(ring, sinceSeconds, take))
  return isCounter && 'sum' in stats ? stats.sum : stats.count
}
