import { OperatorError } from '../../core/index.ts'
import { studentT } from '../../metrics/index.ts'
import { assertShare } from '../assert-station.ts'

/** A straight line through a series, and what it says of other places. */
export interface LinearForecast {
  intercept: number
  slope: number
  /** Of the intercept and the slope. */
  standardErrors: [number, number]
  residualStandardError: number
  r2: number
  fit: number[]
  /** Where a new value is expected. */
  low: number[]
  high: number[]
  /** Where the line itself is expected. */
  meanLow: number[]
  meanHigh: number[]
}

/**
 * The least-squares line through `y` at `x` (0, 1, 2 ... where not given), and its fit at `at` with prediction and confidence intervals of
 * `level` (0.95): y +- t(n - 2) s sqrt(1 + 1/n + (x - mean)^2 / Sxx). Throws OperatorError on fewer than 3 points, on numbers that are not
 * finite, and where all x are the same. Draper and Smith, Applied Regression Analysis, 1998, 1.4 and 3.1.
 */
export function linearForecast(series: {
  x?: readonly number[]
  y: readonly number[]
  at: readonly number[]
  level?: number
}): LinearForecast {
  const { y, at, level = 0.95 } = series
  const line = fitLine(series.x ?? y.map((_, index) => index), y)
  assertShare(level, 'The level')
  assertFinite(at)
  const t = studentT((1 + level) / 2, y.length - 2)
  const fit = at.map((x) => line.intercept + line.slope * x)
  const bound = (sign: number, own: number): number[] =>
    at.map(
      (x, index) =>
        (fit[index] ?? 0) + sign * t * line.residualStandardError * Math.sqrt(own + leverage(line, x)),
    )
  return {
    intercept: line.intercept,
    slope: line.slope,
    standardErrors: [
      line.residualStandardError * Math.sqrt(leverage(line, 0)),
      line.residualStandardError / Math.sqrt(line.spread),
    ],
    residualStandardError: line.residualStandardError,
    r2: line.r2,
    fit,
    low: bound(-1, 1),
    high: bound(1, 1),
    meanLow: bound(-1, 0),
    meanHigh: bound(1, 0),
  }
}

/** The line, and what its intervals are made of. */
export interface FittedLine {
  intercept: number
  slope: number
  residualStandardError: number
  r2: number
  count: number
  centre: number
  /** Sum of squared distances of x from its mean. */
  spread: number
}

/** By least squares. Throws OperatorError as linearForecast does. */
export function fitLine(x: readonly number[], y: readonly number[]): FittedLine {
  if (x.length !== y.length || y.length < 3)
    throw new OperatorError({
      sentence: `A line with an interval needs at least 3 points, each with x and y, got ${x.length} and ${y.length}.`,
      hint: 'Measure more.',
    })
  assertFinite(x)
  assertFinite(y)
  const count = y.length
  const centre = sum(x) / count
  const middle = sum(y) / count
  const spread = sum(x.map((value) => (value - centre) ** 2))
  if (!(spread > 0))
    throw new OperatorError({
      sentence: 'All points are at the same place, which gives no line.',
      hint: 'Give points at different times.',
    })
  const slope = sum(x.map((value, index) => (value - centre) * ((y[index] ?? 0) - middle))) / spread
  const intercept = middle - slope * centre
  const residual = sum(y.map((value, index) => (value - intercept - slope * (x[index] ?? 0)) ** 2))
  const total = sum(y.map((value) => (value - middle) ** 2))
  return {
    intercept,
    slope,
    residualStandardError: Math.sqrt(residual / (count - 2)),
    r2: total === 0 ? 1 : 1 - residual / total,
    count,
    centre,
    spread,
  }
}

/** The variance of the line at x, in residual variances. */
export function leverage({ count, centre, spread }: FittedLine, x: number): number {
  return 1 / count + (x - centre) ** 2 / spread
}

function assertFinite(values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value))
  if (wrong === undefined) return
  throw new OperatorError({
    sentence: `A forecast cannot be made from or for ${wrong}.`,
    hint: 'Leave out what was not measured.',
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
