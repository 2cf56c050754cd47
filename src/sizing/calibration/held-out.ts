import { OperatorError } from '../../core/index.ts'
import { designCondition, type LinearRegression, linearRegression } from '../../metrics/index.ts'
import { extent } from './extent.ts'
import { mostCondition } from './fit-limits.ts'

/** How far a fit is off where it was not fitted. */
export interface HeldOut {
  /** `upper`: fitted to the lower 80 % of the range of the load and tried on the rest; `one-by-one`: each point by all others. */
  how: 'upper' | 'one-by-one'
  points: number
  /** Predicted over measured - 1, of the sums. One by one: the root of the mean square over the mean. */
  error: number
  /** Of the points within the band in which 95 % are expected; null one by one. */
  within: number | null
}

const lowerShare = 0.8

/** Tries a regression on what it did not see; `main` is the column that the cost is of. */
export function heldOut(
  y: readonly number[],
  columns: readonly (readonly number[])[],
  runs: readonly string[],
  main: number,
  whole: LinearRegression,
): HeldOut {
  const load = columns[main] ?? []
  const { least, largest } = extent(load)
  const limit = least + lowerShare * (largest - least)
  const isSeen = (index: number): boolean => (load[index] ?? 0) <= limit
  const kept = <T>(values: readonly T[]): T[] => values.filter((_, index) => isSeen(index))
  const rest = y.flatMap((_, index) => (isSeen(index) ? [] : [index]))
  const seen = kept(y)
  const seenColumns = columns.map(kept)
  if (
    seen.length < columns.length + 3 ||
    rest.length === 0 ||
    designCondition(seenColumns, seen.length) > mostCondition
  )
    return oneByOne(y, whole)
  const lower = attempted(seen, seenColumns, kept(runs))
  const measured = rest.reduce((sum, index) => sum + (y[index] ?? 0), 0)
  if (lower === null || !(measured > 0)) return oneByOne(y, whole)
  const tried = rest.map((index) => ({
    measured: y[index] ?? 0,
    predicted: lower.predict(columns.map((column) => column[index] ?? 0)),
  }))
  const predicted = tried.reduce((sum, one) => sum + one.predicted.value, 0)
  return {
    how: 'upper',
    points: tried.length,
    error: predicted / measured - 1,
    within: tried.filter((one) => one.measured >= one.predicted.low && one.measured <= one.predicted.high)
      .length,
  }
}

function oneByOne(y: readonly number[], { leftOut }: LinearRegression): HeldOut {
  const squares = leftOut.reduce((sum, error) => sum + error * error, 0)
  const middle = y.reduce((sum, value) => sum + value, 0) / y.length
  return {
    how: 'one-by-one',
    points: y.length,
    error: Math.sqrt(squares / y.length) / Math.abs(middle),
    within: null,
  }
}

/** Null where the points resemble each other too much. */
function attempted(
  y: readonly number[],
  columns: readonly (readonly number[])[],
  runs: readonly string[],
): LinearRegression | null {
  try {
    return linearRegression(y, columns, { runs })
  } catch (error) {
    if (error instanceof OperatorError) return null
    throw error
  }
}
