import { OperatorError } from '../core/index.ts'
import { conditionNumber, inverse } from './linear-system.ts'
import { mean } from './mean.ts'
import { studentT } from './student-t.ts'

/** A coefficient with its interval. */
export interface Coefficient {
  value: number
  low: number
  high: number
  standardError: number
}

/** What a regression says of one place. */
export interface RegressionPrediction {
  value: number
  /** Where a new value is expected. */
  low: number
  high: number
  /** Where the mean of many is expected. */
  meanLow: number
  meanHigh: number
}

/** A plane through points, what is known of it, and what it says of other places. */
export interface LinearRegression {
  intercept: Coefficient
  /** Of each column, in their order. */
  slopes: Coefficient[]
  fitted: number[]
  /** Each value less what the other points alone predict for its place. */
  leftOut: number[]
  residualStandardError: number
  /** 1 where all values are the same. */
  r2: number
  /** Of the columns and the intercept, scaled to length 1: above about 30 they are hard to tell apart. */
  conditionNumber: number
  /** How much a residual resembles the one before it in its run, 0 to 1. */
  serialCorrelation: number
  /** So many points that do not resemble each other would say as much. */
  effectivePoints: number
  degreesOfFreedom: number
  confidence: number
  predict(place: readonly number[]): RegressionPrediction
}

/** How sure, and which points were taken one after the other. */
export interface RegressionOptions {
  /** Of all intervals, 0 to 1 (0.95). */
  confidence?: number
  /** The run that each point is from: only neighbours of one run can resemble each other. All of one run where not given. */
  runs?: readonly (number | string)[]
}

/**
 * The least-squares plane through `y` over `columns` (each as long as `y`; none gives the mean). Points taken one after the other resemble
 * each other: with the lag-1 correlation r of the residuals, n of them count as n (1 - r) / (1 + r), in the residual error as in the degrees
 * of freedom of Student's t (Santer et al. 2000). Throws OperatorError on numbers that are not finite, on columns of another length or that
 * depend on each other, and where fewer than one degree of freedom is left. Draper and Smith, Applied Regression Analysis, 1998, 5 and 8.
 */
export function linearRegression(
  y: readonly number[],
  columns: readonly (readonly number[])[],
  { confidence = 0.95, runs = [] }: RegressionOptions = {},
): LinearRegression {
  assertNumbers(y, columns)
  const centred = columns.map(centredColumn)
  const cross = centred.map(({ unit: one }) => centred.map(({ unit: other }) => product(one, other)))
  const covariance = inverse(cross)
  if (covariance === null || centred.some(({ length }) => !(length > 0)))
    throw new OperatorError({
      sentence: 'The columns of the regression depend on each other, or one of them does not change.',
      hint: 'Leave one of them out, or measure where they change apart from each other.',
    })
  const centre = mean(y)
  const right = centred.map(({ unit }) =>
    product(
      unit,
      y.map((value) => value - centre),
    ),
  )
  const weights = covariance.map((row) => product(row, right))
  const placeOf = (place: readonly number[]): number[] =>
    centred.map(({ middle, length }, index) => ((place[index] ?? middle) - middle) / length)
  const valueAt = (place: readonly number[]): number => centre + product(weights, placeOf(place))
  const leverageAt = (place: readonly number[]): number => {
    const at = placeOf(place)
    return (
      1 / y.length +
      product(
        at,
        covariance.map((row) => product(row, at)),
      )
    )
  }
  const places = y.map((_, index) => columns.map((column) => column[index] ?? 0))
  const fitted = places.map(valueAt)
  const residuals = y.map((value, index) => value - (fitted[index] ?? 0))
  const squares = product(residuals, residuals)
  const serialCorrelation = likeness(residuals, runs, largestOf(y))
  const effectivePoints = (y.length * (1 - serialCorrelation)) / (1 + serialCorrelation)
  const degreesOfFreedom = effectivePoints - columns.length - 1
  assertFreedom(degreesOfFreedom, y.length, effectivePoints)
  const error = Math.sqrt(squares / degreesOfFreedom)
  const t = studentT((1 + confidence) / 2, degreesOfFreedom)
  const coefficient = (value: number, standardError: number): Coefficient => ({
    value,
    low: value - t * standardError,
    high: value + t * standardError,
    standardError,
  })
  const origin = columns.map(() => 0)
  const total = y.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return {
    intercept: coefficient(valueAt(origin), error * Math.sqrt(leverageAt(origin))),
    slopes: centred.map(({ length }, index) =>
      coefficient(
        (weights[index] ?? 0) / length,
        (error * Math.sqrt(Math.max(0, covariance[index]?.[index] ?? 0))) / length,
      ),
    ),
    fitted,
    leftOut: residuals.map((residual, index) => residual / (1 - leverageAt(places[index] ?? []))),
    residualStandardError: error,
    r2: total === 0 ? 1 : 1 - squares / total,
    conditionNumber: designCondition(columns, y.length),
    serialCorrelation,
    effectivePoints,
    degreesOfFreedom,
    confidence,
    predict(place) {
      const [value, leverage] = [valueAt(place), leverageAt(place)]
      const half = t * error * Math.sqrt(1 + leverage)
      const meanHalf = t * error * Math.sqrt(leverage)
      return {
        value,
        low: value - half,
        high: value + half,
        meanLow: value - meanHalf,
        meanHigh: value + meanHalf,
      }
    },
  }
}

/** The condition number of `columns` of `count` numbers with an intercept: infinite where they depend on each other. Belsley, Kuh and Welsch 1980. */
export function designCondition(columns: readonly (readonly number[])[], count: number): number {
  const design = [Array.from({ length: count }, () => 1), ...columns]
  return conditionNumber(design.map((one) => design.map((other) => product(one, other))))
}

function centredColumn(column: readonly number[]): { unit: number[]; middle: number; length: number } {
  const middle = mean(column)
  const distances = column.map((value) => value - middle)
  const length = Math.sqrt(product(distances, distances))
  return { unit: distances.map((distance) => distance / length), middle, length }
}

/** The lag-1 correlation of residuals within their runs, never below 0: that would make more of them than there are. */
function likeness(residuals: readonly number[], runs: readonly (number | string)[], largest: number): number {
  let together = 0
  let pairs = 0
  for (const [index, residual] of residuals.entries()) {
    if (index === 0 || runs[index] !== runs[index - 1]) continue
    together += residual * (residuals[index - 1] ?? 0)
    pairs++
  }
  const variance = product(residuals, residuals) / residuals.length
  // What binary rounding leaves of an exact fit resembles itself, and means nothing.
  if (pairs === 0 || !(Math.sqrt(variance) > 1e-12 * largest)) return 0
  return Math.max(0, Math.min(0.99, together / pairs / variance))
}

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

function assertNumbers(y: readonly number[], columns: readonly (readonly number[])[]): void {
  const wrong = [y, ...columns].flat().find((value) => !Number.isFinite(value))
  if (wrong === undefined && y.length > 0 && columns.every(({ length }) => length === y.length)) return
  throw new OperatorError({
    sentence:
      wrong === undefined
        ? `A regression needs a value and a place for each point, got ${[y, ...columns].map(({ length }) => length).join(' and ')}.`
        : `A regression cannot be made from ${wrong}.`,
    hint: 'Leave out what was not measured.',
  })
}

function assertFreedom(degreesOfFreedom: number, points: number, effective: number): void {
  if (degreesOfFreedom >= 1) return
  const resemble =
    effective < points
      ? `, which resemble each other so much that they count as ${Number(effective.toPrecision(2))},`
      : ''
  throw new OperatorError({
    sentence: `${points} points${resemble} are too few for a line with an interval.`,
    hint: 'Measure for longer, and at more different loads.',
  })
}

function product(one: readonly number[], other: readonly number[]): number {
  let sum = 0
  for (const [index, value] of one.entries()) sum += value * (other[index] ?? 0)
  return sum
}
