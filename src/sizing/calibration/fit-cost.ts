import { OperatorError, type Quantity, quantity, type Unit } from '../../core/index.ts'
import { designCondition, type LinearRegression, linearRegression } from '../../metrics/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type {
  CalibratedResource,
  CalibrationPoint,
  CalibrationSeries,
  PerName,
} from './calibration-points.ts'
import { extent } from './extent.ts'
import { mostCondition, sparePoints } from './fit-limits.ts'
import { type HeldOut, heldOut } from './held-out.ts'
import { aDay, type ResourceKind } from './resource-kinds.ts'

/** The unit costs of one resource, and what they rest on. */
export interface CostFit {
  resource: CalibratedResource
  what: string
  /** For what it is fitted: the columns, in the order of `slopes`. Empty for the plain mean. */
  per: PerName[]
  cost: Quantity
  /** What is measured without any work. */
  base: Quantity
  /** What one a second, or one user, adds to the measured figure: one a column. */
  slopes: { per: PerName; value: number; low: number; high: number }[]
  points: number
  effectivePoints: number
  r2: number
  residual: Quantity
  conditionNumber: number | null
  /** The least and the largest load among the points. */
  range: Record<string, { least: number; largest: number }>
  heldOut: HeldOut | null
  predictions: { measured: number; predicted: number }[]
}

/**
 * The unit cost of a resource: what is measured = base + the sum of cost x load, by least squares. Of storage the cost is its mean growth a
 * day. Throws OperatorError (exit 2) on too few points, a load that is nearly the same throughout, loads that move together, a figure that
 * does not change or is negative, and on a cost that is negative.
 */
export function fitCost(
  series: CalibrationSeries,
  kind: ResourceKind,
  pers: readonly PerName[],
  confidence: number,
): CostFit {
  const { points } = series
  const y = points.map(({ value }) => value)
  const columns = pers.map((per) => points.map((point) => point.per[per] ?? Number.NaN))
  assertPossible(series, kind, pers)
  assertApart(points, pers, columns, kind)
  const runs = points.map(({ run }) => run)
  const regression = linearRegression(y, columns, { confidence, runs })
  const main = pers.indexOf(kind.per)
  const of = (unit: Unit, { value, low, high }: { value: number; low: number; high: number }): Quantity => ({
    value,
    unit,
    low,
    high,
    confidence,
  })
  return {
    resource: kind.resource,
    what: series.what,
    per: [...pers],
    cost: assertCost(of(kind.costUnit, costOf(regression, kind, columns, main)), kind),
    base: of(kind.unit, regression.intercept),
    slopes: regression.slopes.map(({ value, low, high }, index) => ({
      per: pers[index] ?? kind.per,
      value,
      low,
      high,
    })),
    points: points.length,
    effectivePoints: regression.effectivePoints,
    r2: regression.r2,
    residual: quantity(regression.residualStandardError, kind.unit),
    conditionNumber: pers.length === 0 ? null : regression.conditionNumber,
    range: Object.fromEntries(
      pers.map((per, index) => {
        return [per, extent(columns[index] ?? [])]
      }),
    ),
    heldOut: main === -1 ? null : heldOut(y, columns, runs, main, regression),
    predictions: y.map((measured, index) => ({ measured, predicted: regression.fitted[index] ?? 0 })),
  }
}

function costOf(
  regression: LinearRegression,
  { resource }: ResourceKind,
  columns: readonly (readonly number[])[],
  main: number,
): { value: number; low: number; high: number } {
  if (resource !== 'storage') return regression.slopes[main] ?? { value: 0, low: 0, high: 0 }
  const middle = columns.map((column) => column.reduce((sum, one) => sum + one, 0) / column.length)
  const { value, meanLow, meanHigh } = regression.predict(middle)
  return { value: aDay(value), low: aDay(meanLow), high: aDay(meanHigh) }
}

function assertPossible(series: CalibrationSeries, kind: ResourceKind, pers: readonly PerName[]): void {
  const { points, what } = series
  const fewest = pers.length + 1 + sparePoints
  if (points.length < fewest)
    throw new OperatorError({
      sentence: `${kind.title} has ${counted(points.length, 'point')} of ${what}, and a fit needs at least ${fewest}.`,
      hint: 'Record for longer, run load tests at more rates (loadtest --stages), or give a shorter --window.',
    })
  const negative = points.find(({ value, per }) =>
    [...(kind.mayFall === true ? [] : [value]), ...Object.values(per)].some((one) => one < 0),
  )
  if (negative !== undefined)
    throw new OperatorError({
      sentence: `${kind.title} has a negative figure (${what} in ${negative.run}), which is none.`,
      hint: 'Give series that cannot be below 0, and correct or cut the recording.',
    })
  const [first] = points
  if (pers.length > 0 && points.every(({ value }) => value === first?.value))
    throw new OperatorError({
      sentence: `${kind.title} is ${formatQuantity(first?.value ?? 0, kind.unit)} at every point of ${what}, so nothing moves it.`,
      hint: 'See whether it is the right series, and whether it is measured at all.',
    })
}

/** Loads have to change, and several of them apart from each other. */
function assertApart(
  points: readonly CalibrationPoint[],
  pers: readonly PerName[],
  columns: readonly (readonly number[])[],
  { title }: ResourceKind,
): void {
  for (const [index, per] of pers.entries()) {
    const load = columns[index] ?? []
    if (designCondition([load], points.length) <= mostCondition) continue
    const ends = extent(load)
    const [least, largest] = [ends.least, ends.largest].map((one) =>
      formatQuantity(one, per === 'scans' ? 'per-second' : 'count'),
    )
    throw new OperatorError({
      sentence: `${title} cannot be fitted per ${singular[per]}: ${per} ${least === largest ? `are ${least} throughout` : `only go from ${least} to ${largest}`}.`,
      hint: 'Measure quiet and busy times too: twice the load or more.',
    })
  }
  const condition = designCondition(columns, points.length)
  if (condition <= mostCondition) return
  throw new OperatorError({
    sentence: `${title} cannot be split between scans and users: they rise and fall together (condition number ${shown(condition)}, at most ${mostCondition}).`,
    hint: 'Measure a time where one changes without the other, or give one --per alone.',
  })
}

function assertCost(cost: Quantity, { costTitle, title }: ResourceKind): Quantity {
  if (cost.value > 0) return cost
  throw new OperatorError({
    sentence: `${costTitle} comes out as ${shown(cost.value)} (${shown(cost.low ?? cost.value)} to ${shown(cost.high ?? cost.value)}): ${title.toLowerCase() === 'cpu' ? title : title.toLowerCase()} does not grow with that load.`,
    hint: 'See whether the series belong together, and measure for longer.',
  })
}

const singular: Record<PerName, string> = { scans: 'scan', users: 'user' }

function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : 'without end'
}
