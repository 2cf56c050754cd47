import { isObject } from '../../core/index.ts'
import { lasting, type OrFault } from './query-fault.ts'
import type { QueryGrid } from './query-grid.ts'
import { labelsOf, malformed, pairOf, type SeriesLabels, samplesIn, withHistograms } from './query-values.ts'
import type { QueryData } from './read-answer.ts'

/** A series on an even grid. */
export interface GridSeries {
  labels: SeriesLabels
  /** One for each point of the grid; NaN where there is none. Shared with whoever asks the same: not to be written to. */
  values: Float64Array
}

/** What a range query answers. */
export interface RangeResult {
  grid: QueryGrid
  /** Ordered by their labels. */
  series: GridSeries[]
  /** How many values the server sent as NaN: in the series they look like gaps. */
  notNumbers: number
  /** Of the server, in its words, each once. */
  warnings: string[]
}

/** Collects the pieces of a range query, in any order; of each nothing is kept but its numbers. */
export interface GridFill {
  add(data: QueryData): OrFault<null>
  result(): RangeResult
}

/** A fill for `grid`, with at most `maximumValues` numbers in all its series together. */
export function createGridFill(grid: QueryGrid, maximumValues: number): GridFill {
  const startMs = Math.round(grid.startSeconds * 1000)
  const stepMs = Math.round(grid.stepSeconds * 1000)
  const known = new Map<string, GridSeries>()
  const warnings = new Set<string>()
  let notNumbers = 0

  const seriesOf = (labels: SeriesLabels): GridSeries | null => {
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
    const series = known.get(key)
    if (series !== undefined) return series
    if ((known.size + 1) * grid.points > maximumValues) return null
    const fresh = { labels, values: new Float64Array(grid.points).fill(Number.NaN) }
    known.set(key, fresh)
    return fresh
  }
  const fill = (values: Float64Array, pairs: readonly unknown[]): OrFault<null> => {
    for (const raw of pairs) {
      const pair = pairOf(raw)
      if (pair === null) return malformed()
      const index = (Math.round(pair.atSeconds * 1000) - startMs) / stepMs
      if (!Number.isInteger(index) || index < 0 || index >= grid.points)
        return lasting(`it answers for other moments than asked for, such as ${pair.atSeconds}`)
      values[index] = pair.value
      if (Number.isNaN(pair.value)) notNumbers++
    }
    return { ok: true, value: null }
  }
  return {
    add({ resultType, result, warnings: said }) {
      if (resultType !== 'matrix')
        return lasting(`it answers a range query with a ${resultType} in place of a matrix`)
      if (!Array.isArray(result)) return malformed()
      let histograms = 0
      for (const one of result) {
        const labels = labelsOf(one)
        if (labels === null || !isObject(one)) return malformed()
        if (one['histograms'] !== undefined) histograms++
        const pairs = samplesIn(one)
        if (pairs === null) return malformed()
        if (pairs.length === 0) continue
        const series = seriesOf(labels)
        if (series === null) return lasting(tooMany(grid, known.size, maximumValues))
        const filled = fill(series.values, pairs)
        if (!filled.ok) return filled
      }
      for (const warning of withHistograms(said, histograms)) warnings.add(warning)
      return { ok: true, value: null }
    },
    result: () => {
      // Pieces come in any order, and the result has to be the same each time.
      const series = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
      return { grid, series, notNumbers, warnings: [...warnings].sort() }
    },
  }
}

function tooMany({ points }: QueryGrid, series: number, maximumValues: number): string {
  return `its answer has more than ${series} series of ${points} points, past the limit of ${maximumValues} values: ask for a longer step, a shorter span or fewer series`
}
