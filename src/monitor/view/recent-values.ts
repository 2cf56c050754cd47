import type { Tick } from '../../core/index.ts'

/** The newest values of every series, in bounded memory. */
export interface RecentValues {
  add(tick: Pick<Tick, 'values'>): void
  /** Oldest first; a tick in which a series was not told has null. */
  readonly values: ReadonlyMap<string, readonly (number | null)[]>
}

/** Keeps `most` values of each of at most `mostSeries` series; one that was not told in any of the kept ticks is let go. */
export function recentValues(most: number, mostSeries = 1000): RecentValues {
  const values = new Map<string, (number | null)[]>()
  return {
    values,
    add({ values: told }) {
      for (const [key, series] of values) {
        series.push(told[key] ?? null)
        if (series.length > most) series.shift()
        if (series.every((value) => value === null)) values.delete(key)
      }
      for (const [key, value] of Object.entries(told))
        if (value !== null && !values.has(key) && values.size < mostSeries) values.set(key, [value])
    },
  }
}
