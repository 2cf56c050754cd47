import { type Cell, quantity, type Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { startSkewSeconds } from '../distribute/index.ts'
import type { GeneratorShare } from '../slice-stamp.ts'

/** What each generator of a run did, and when it began; none where there was only one. */
export function shareTables(shares: readonly GeneratorShare[]): Table[] {
  if (shares.length === 0) return []
  const skew = startSkewSeconds(shares)
  const hasClock = shares.some(({ clock }) => clock !== null)
  const hasProblem = shares.some(({ problem }) => problem !== null)
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return [
    {
      title: `Generators${skew === null ? '' : `, which began within ${formatQuantity(Number(skew.toPrecision(2)), 'seconds')}`}`,
      columns: [
        right('slice', 'Slice'),
        { key: 'name', title: 'Name' },
        right('began', 'Began after'),
        ...(hasClock ? [right('clock', 'Clock ahead by')] : []),
        right('planned', 'Planned'),
        right('sent', 'Sent'),
        ...(hasProblem ? [{ key: 'problem', title: 'What is missing' }] : []),
      ],
      rows: shares.map((share) => [
        share.slice === null ? null : String(share.slice),
        share.name,
        share.beganAfterSeconds === null ? null : quantity(roundedMs(share.beganAfterSeconds), 'seconds'),
        ...(hasClock ? [clockCell(share)] : []),
        quantity(share.planned, 'count'),
        quantity(share.sent, 'count'),
        ...(hasProblem ? [share.problem] : []),
      ]),
    },
  ]
}

function clockCell({ clock }: GeneratorShare): Cell {
  if (clock === null) return null
  const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(1)
  return `${milliseconds(clock.offsetSeconds)} ± ${milliseconds(clock.errorSeconds)} ms`
}

/** To a hundredth of a millisecond: clocks do not know more. */
function roundedMs(seconds: number): number {
  return Math.round(seconds * 1e5) / 1e5
}
