import { type Cell, quantity, type Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { LoadComparison } from './compare-stretches.ts'

const words: Readonly<Record<LoadComparison['verdict'], string>> = {
  regression: 'WORSE',
  improvement: 'better',
  'no-regression': 'pass',
  inconclusive: 'not decided',
  contaminated: 'not decided',
}
const units = { p50: 'seconds', p95: 'seconds', p99: 'seconds', errors: 'ratio', rate: 'per-second' } as const

/** A row a figure: what it was, what it is, and how sure the change is. */
export function baselineTable(comparisons: readonly LoadComparison[], name: string): Table {
  return {
    title: `Against ${name} (+ is worse)`,
    columns: [
      { key: 'figure', title: 'Figure' },
      { key: 'verdict', title: 'Verdict' },
      { key: 'before', title: 'Then', align: 'right' },
      { key: 'after', title: 'Now', align: 'right' },
      { key: 'change', title: 'Change (95 %)', align: 'right' },
    ],
    rows: comparisons.map((one) => [
      one.name,
      words[one.verdict],
      cell(one.before, one),
      cell(one.after, one),
      changeCell(one),
    ]),
  }
}

function cell(value: number | null, { figure }: LoadComparison): Cell {
  return value === null ? null : quantity(Number(value.toPrecision(4)), units[figure])
}

/** Of errors, a difference of shares: a text, for a share of a share would be read into it. */
function changeCell({ figure, estimate, low, high }: LoadComparison): Cell {
  if (!Number.isFinite(estimate)) return null
  if (figure !== 'errors')
    return { value: short(estimate), unit: 'ratio', low: short(low), high: short(high), confidence: 0.95 }
  const points = (share: number): string => formatQuantity(Number((share * 100).toPrecision(2)))
  return `${points(estimate)} points (${points(low)} to ${points(high)})`
}

/** To a tenth of a percent, or three digits where it is large. */
function short(ratio: number): number {
  return Math.abs(ratio) < 1 ? Math.round(ratio * 1000) / 1000 : Number(ratio.toPrecision(3))
}
