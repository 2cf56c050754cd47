import { bytesPerPoint, type RingSeries, slotOf } from '../../metrics/index.ts'
import type { CollectorReport } from './collector.ts'
import type { SeriesStore } from './series-store.ts'

/** How full a store is, and what it had to let go. */
export function reportOf({ groups, size, evicted, limits }: SeriesStore): CollectorReport {
  const report: CollectorReport = { series: size, points: 0, evicted, shortened: 0, bytes: 0 }
  for (const { byTags } of groups.values())
    for (const { ring } of byTags.values()) {
      report.points += ring.length
      report.bytes += ring.times.length * bytesPerPoint
      if (isShortened(ring, limits.retentionSeconds)) report.shortened++
    }
  return report
}

/** A ring for an hour's seconds overwrites what is about to be too old, now and then a moment early: that shortens nothing. */
function isShortened(ring: RingSeries, retentionSeconds: number): boolean {
  const newestSeconds = ring.times[slotOf(ring, ring.length - 1)] ?? Number.NaN
  return newestSeconds - ring.overwrittenSeconds < 0.99 * retentionSeconds
}
