import type { ColumnValue } from './series-store.ts'

/** What a column of values comes to; null where there is none. */
export interface ColumnFigures {
  least: number
  most: number
  mean: number
}

/** Least, most and mean of what there is. */
export function columnFigures(values: readonly ColumnValue[]): ColumnFigures | null {
  let [least, most, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0]
  for (const value of values) {
    if (value === null || value === undefined) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
    sum += value
    count += 1
  }
  return count === 0 ? null : { least, most, mean: sum / count }
}
