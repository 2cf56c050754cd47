import type { Tick } from '../../core/index.ts'

/** What a series came to over a whole run. */
export interface SeriesSummary {
  /** Ticks that told it. */
  count: number
  /** Ticks since it was first seen that did not. */
  missing: number
  min: number
  mean: number
  max: number
  last: number
}

/** Adds up ticks in memory that does not grow with them. */
export interface RunSummary {
  add(tick: Pick<Tick, 'values' | 'epochMs'>): void
  ticks(): number
  /** Milliseconds since 1970 of the first and the last tick; null before any. */
  span(): { fromEpochMs: number; toEpochMs: number } | null
  /** By series key, in alphabetical order. */
  series(): Record<string, SeriesSummary>
  /** Series beyond the most that are kept. */
  untold(): number
}

interface Sums {
  count: number
  seenFrom: number
  min: number
  sum: number
  max: number
  last: number
}

/** Keeps at most `mostSeries`. */
export function runSummary(mostSeries = 5000): RunSummary {
  const sums = new Map<string, Sums>()
  const beyond = new Set<string>()
  let ticks = 0
  let first: number | null = null
  let last = 0
  return {
    add({ values, epochMs }) {
      first ??= epochMs
      last = epochMs
      for (const [key, value] of Object.entries(values)) {
        if (value === null) continue
        const known = sums.get(key)
        if (known !== undefined) extend(known, value)
        else if (sums.size < mostSeries)
          sums.set(key, { count: 1, seenFrom: ticks, min: value, sum: value, max: value, last: value })
        else if (beyond.size < mostSeries) beyond.add(key)
      }
      ticks++
    },
    ticks: () => ticks,
    span: () => (first === null ? null : { fromEpochMs: first, toEpochMs: last }),
    series: () =>
      Object.fromEntries(
        [...sums.entries()]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, { count, seenFrom, min, sum, max, last: newest }]) => [
            key,
            { count, missing: ticks - seenFrom - count, min, mean: sum / count, max, last: newest },
          ]),
      ),
    untold: () => beyond.size,
  }
}

function extend(sums: Sums, value: number): void {
  sums.count++
  sums.sum += value
  sums.last = value
  if (value < sums.min) sums.min = value
  if (value > sums.max) sums.max = value
}
