import {
  appendPoint,
  dropBefore,
  eachInOrderOfRecord,
  windowPercentiles,
  windowStats,
} from '../../metrics/index.ts'
import type { CollectorOptions, MetricsCollector } from './collector.ts'
import { assertRecordable, assertTime, assertWindow, limitsOf } from './collector-input.ts'
import { pointsOf, stateOf } from './read-series.ts'
import { moveToNewest } from './recency.ts'
import { reportOf } from './report-collector.ts'
import { findSeries, type SeriesGroup, seriesFor, seriesStore } from './series-store.ts'
import { windowRate } from './window-rate.ts'

/** The guide's window. */
const usualWindowSeconds = 300

/**
 * An empty collector. Its memory is bounded: each series keeps so many points in typed arrays, and where there are too many series
 * the one that was idle longest is dropped and counted. Points are kept in the order of record, and a window takes those whose time
 * lies in it or after it, so that a clock that steps back costs nothing but its own step. Throws OperatorError on impossible options.
 */
export function createCollector(options: CollectorOptions = {}): MetricsCollector {
  const limits = limitsOf(options)
  const { retentionSeconds } = limits
  const store = seriesStore(limits)
  const { nowSeconds } = options
  const now = nowSeconds ?? wallSeconds

  const kept = (name: string): SeriesGroup | undefined => {
    const group = store.groups.get(name)
    if (group !== undefined) dropOld(group, retentionSeconds)
    return group
  }
  const valuesSince =
    (group: SeriesGroup, sinceSeconds: number) =>
    (take: (values: Float64Array) => void): void => {
      const rings = [...group.byTags.values()].map(({ ring }) => ring)
      eachInOrderOfRecord(rings, { sinceSeconds, nextOrder: group.nextOrder }, take)
    }

  return {
    record(name, value, type = 'gauge', tags) {
      assertRecordable(name, value, type)
      const seconds = now()
      assertTime(seconds)
      const series = seriesFor(store, { name, kind: type, tags })
      const { group, ring } = series
      dropBefore(ring, seconds - retentionSeconds)
      appendPoint(ring, seconds, value, group.nextOrder)
      group.nextOrder = (group.nextOrder + 1) >>> 0
      group.latestSeconds = seconds
      series.total += value
      moveToNewest(store.recency, series)
    },
    stats(name, windowSeconds = usualWindowSeconds) {
      assertWindow(name, windowSeconds)
      const group = kept(name)
      return group === undefined ? { count: 0 } : windowStats(valuesSince(group, now() - windowSeconds))
    },
    summary(name, windowSeconds = usualWindowSeconds) {
      assertWindow(name, windowSeconds)
      const group = kept(name)
      if (group === undefined) return { count: 0 }
      const toSeconds = now()
      const values: number[] = []
      const each = valuesSince(group, toSeconds - windowSeconds)
      each((stretch) => {
        for (const value of stretch) values.push(value)
      })
      const stats = windowStats(each)
      if (stats.count === 0) return { count: 0 }
      const ratePerSecond = windowRate(group, {
        sinceSeconds: toSeconds - windowSeconds,
        toSeconds,
        spanSeconds: Math.min(windowSeconds, retentionSeconds),
      })
      return { ...stats, ratePerSecond, ...windowPercentiles(values) }
    },
    retained(name) {
      return [...(kept(name)?.byTags.values() ?? [])].reduce((sum, { ring }) => sum + ring.length, 0)
    },
    series() {
      for (const group of store.groups.values()) dropOld(group, retentionSeconds)
      return [...store.groups.values()].flatMap(({ byTags }) => [...byTags.values()].map(stateOf))
    },
    points(key, fromSeconds, maximumPoints) {
      const found = findSeries(store, key)
      if (found === undefined) return { seconds: [], values: [] }
      dropOld(found.group, retentionSeconds)
      return pointsOf(found, fromSeconds, maximumPoints)
    },
    report() {
      for (const group of store.groups.values()) dropOld(group, retentionSeconds)
      return reportOf(store)
    },
    ...(nowSeconds === undefined ? {} : { clockSeconds: nowSeconds }),
  }
}

function wallSeconds(): number {
  return Date.now() / 1000
}

/** As the guide keeps one list of a name, a new point of any of its series makes the old ones of all of them go. */
function dropOld(group: SeriesGroup, retentionSeconds: number): void {
  for (const { ring } of group.byTags.values()) dropBefore(ring, group.latestSeconds - retentionSeconds)
}
