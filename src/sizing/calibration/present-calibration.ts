import { type Cell, type Chart, type Quantity, quantity, type Table } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { CostFit } from './fit-cost.ts'
import { kindOf, type ResourceKind, shownCost } from './resource-kinds.ts'

/** Each unit cost with its interval, and the equation that it is from. */
export function costTable(fits: readonly CostFit[]): Table {
  return {
    title: 'Unit costs (95 % intervals)',
    main: true,
    columns: [
      { key: 'cost', title: 'Cost' },
      { key: 'value', title: 'Value', align: 'right' },
      { key: 'low', title: 'Low', align: 'right' },
      { key: 'high', title: 'High', align: 'right' },
      { key: 'from', title: 'From' },
    ],
    rows: withKinds(fits).flatMap(([fit, kind]) => [
      row(kind.costTitle, shownCost(kind, fit.cost), equation(fit, kind)),
      ...(kind.base === undefined ? [] : [row(`Base ${kind.title.toLowerCase()}`, fit.base, 'the same')]),
    ]),
  }
}

function row(title: string, { value, low, high, unit }: Quantity, from: string): Cell[] {
  const digits = (number: number | undefined): Cell =>
    number === undefined || !Number.isFinite(number) ? null : quantity(Number(number.toPrecision(4)), unit)
  return [title, digits(value), digits(low), digits(high), from]
}

function equation({ what, per }: CostFit, { resource, title }: ResourceKind): string {
  if (resource === 'storage') return `mean growth of ${what}`
  const work = per.map((one) => (one === 'scans' ? 'cost x scans/s' : 'cost x users')).join(' + ')
  return `${title} = base + ${work}; ${what}`
}

/** What each fit is worth. */
export function fitTable(fits: readonly CostFit[]): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: 'Fits',
    columns: [
      { key: 'resource', title: 'Resource' },
      right('points', 'Points'),
      right('independent', 'Independent'),
      right('r2', 'R2'),
      right('residual', 'Residual'),
      right('condition', 'Condition'),
      { key: 'load', title: 'Load' },
    ],
    rows: withKinds(fits).map(([fit, kind]) => [
      kind.title,
      quantity(fit.points, 'count'),
      quantity(Number(fit.effectivePoints.toFixed(1)), 'count'),
      quantity(Number(fit.r2.toFixed(4)), 'count'),
      quantity(Number(fit.residual.value.toPrecision(3)), fit.residual.unit),
      fit.conditionNumber === null ? null : quantity(Number(fit.conditionNumber.toPrecision(3)), 'count'),
      loadOf(fit),
    ]),
  }
}

function loadOf({ range }: CostFit): string {
  return Object.entries(range)
    .map(([per, { least, largest }]) =>
      per === 'scans'
        ? `${shown(least)} to ${formatQuantity(shown(largest), 'per-second')}`
        : `${shown(least)} to ${counted(shown(largest), 'user')}`,
    )
    .join(', ')
}

/** How far each fit is off where it was not fitted. */
export function heldOutTable(fits: readonly CostFit[]): Table[] {
  const tried = withKinds(fits).flatMap(([{ heldOut }, kind]) =>
    heldOut === null ? [] : [{ heldOut, kind }],
  )
  if (tried.length === 0) return []
  return [
    {
      title: 'Tried on what was held out',
      columns: [
        { key: 'resource', title: 'Resource' },
        { key: 'how', title: 'Held out' },
        { key: 'points', title: 'Points', align: 'right' },
        { key: 'error', title: 'Off by', align: 'right' },
        { key: 'within', title: 'Within the band' },
      ],
      rows: tried.map(({ kind, heldOut: { how, points, error, within } }) => [
        kind.title,
        how === 'upper' ? 'the upper fifth of the load' : 'each point in turn',
        quantity(points, 'count'),
        quantity(Number(error.toPrecision(3)), 'ratio'),
        within === null ? null : `${within} of ${points}`,
      ]),
    },
  ]
}

/** Predicted against measured: the nearer to the diagonal the better. */
export function calibrationCharts(fits: readonly CostFit[]): Chart[] {
  return withKinds(fits).flatMap(([{ predictions, per }, { title, unit }]) => {
    if (per.length === 0) return []
    const ordered = predictions.toSorted((a, b) => a.measured - b.measured)
    return [
      {
        title: `${title}: predicted against measured`,
        x: { title: 'measured', unit },
        y: { title: 'predicted', unit },
        series: [
          {
            name: 'predicted',
            points: ordered.map(({ measured, predicted }) => [measured, predicted] as const),
          },
          { name: 'equal', points: ordered.map(({ measured }) => [measured, measured] as const) },
        ],
      },
    ]
  })
}

function withKinds(fits: readonly CostFit[]): [CostFit, ResourceKind][] {
  return fits.flatMap((fit): [CostFit, ResourceKind][] => {
    const kind = kindOf(fit.resource)
    return kind === undefined ? [] : [[fit, kind]]
  })
}

function shown(value: number): number {
  return Number(value.toPrecision(3))
}
