import type { Point } from '../../stream-messages.ts'

/** A value, null for a gap, or undefined at a moment that only another series has. */
export type ColumnValue = number | null | undefined

/** What the page knows of the series that it shows. */
export interface SeriesStore {
  /** How far back it goes and how close its points lie: about so many over the range. */
  keep(rangeSeconds: number): void
  /** Takes the place of what was known of these series. */
  replace(series: Readonly<Record<string, readonly Point[]>>): void
  add(epochMs: number, values: Readonly<Record<string, number | null>>): void
  /** The keys in the order in which they came. */
  keys(): string[]
  /** The newest value; null where the source told none, and after a tick without it. */
  newest(key: string): number | null
  readonly newestMs: number | null
  /** Several series over common times in seconds, within a span. */
  columns(keys: readonly string[], fromMs: number, toMs: number): Columns
}

/** Series over common times. */
export interface Columns {
  times: number[]
  values: ColumnValue[][]
}

const pointsInRange = 600

/** An empty store. */
export function seriesStore(): SeriesStore {
  const all = new Map<string, Point[]>()
  let newestMs: number | null = null
  let rangeMs = 300_000
  return {
    keep(rangeSeconds) {
      rangeMs = rangeSeconds * 1000
    },
    replace(series) {
      for (const [key, points] of Object.entries(series)) {
        all.set(key, [...points])
        newestMs = Math.max(newestMs ?? 0, points.at(-1)?.[0] ?? 0)
      }
    },
    add(epochMs, values) {
      newestMs = epochMs
      for (const [key, value] of Object.entries(values)) {
        const points = all.get(key) ?? []
        all.set(key, points)
        addPoint(points, [epochMs, value], rangeMs / pointsInRange)
        dropBefore(points, epochMs - rangeMs)
      }
    },
    keys: () => [...all.keys()],
    newest(key) {
      const last = all.get(key)?.at(-1)
      return last === undefined || last[0] !== newestMs ? null : last[1]
    },
    get newestMs() {
      return newestMs
    },
    columns(keys, fromMs, toMs) {
      const within = keys.map((key) => (all.get(key) ?? []).filter(([at]) => at >= fromMs && at <= toMs))
      const times = [...new Set(within.flatMap((points) => points.map(([at]) => at)))].sort((a, b) => a - b)
      const places = new Map(times.map((at, index) => [at, index]))
      const values = within.map((points) => {
        const column: ColumnValue[] = Array.from({ length: times.length }, () => undefined)
        for (const [at, value] of points) column[places.get(at) ?? 0] = value
        return column
      })
      return { times: times.map((at) => at / 1000), values }
    },
  }
}

/** The newest is always there; it takes the place of the one before while that one is too close to its own. */
function addPoint(points: Point[], point: Point, stepMs: number): void {
  const [last, beforeLast] = [points.at(-1), points.at(-2)]
  if (last !== undefined && last[0] >= point[0]) return
  const isClose = beforeLast !== undefined && point[0] - beforeLast[0] < stepMs
  if (isClose) points[points.length - 1] = point
  else points.push(point)
}

function dropBefore(points: Point[], epochMs: number): void {
  const first = points.findIndex(([at]) => at >= epochMs)
  if (first > 0) points.splice(0, first)
}
