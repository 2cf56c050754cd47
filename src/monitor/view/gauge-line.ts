import { type PictureRoom, sparkline } from '../../report/index.ts'
import type { Gauge } from './gauge.ts'
import { gap, lineOf, type Piece } from './pieces.ts'

/** How a gauge stands by its alerts. */
export type GaugeLevel = 'calm' | 'pending' | 'firing'

const titleColumns = 12
const figureColumns = 12
const leastMore = 20
const mostBar = 20
const mostHistory = 60

/** A gauge in one line: title, figure, bar, history, and what else there is to say. */
export function gaugeLine(gauge: Gauge, level: GaugeLevel, room: PictureRoom): string {
  const paint = paintOf(level, room)
  const fixed = titleColumns + figureColumns + 3
  const shown = Math.max(0, room.columns - fixed)
  const bar = Math.min(mostBar, Math.floor(shown / 4))
  const history = Math.min(mostHistory, Math.max(8, Math.floor((shown - bar - leastMore) / 2)))
  const pieces: Piece[] = [
    { text: gauge.title, columns: titleColumns, paint: room.colour.bold },
    { text: gauge.figure, columns: figureColumns, align: 'right', paint },
    gap(1),
    { text: barOf(gauge.share, bar, room.unicode), columns: bar, paint },
    gap(1),
    {
      text: historyOf(gauge, history, room.unicode),
      columns: history,
      align: 'right',
      paint: room.colour.cyan,
    },
    gap(1),
    { text: gauge.more, columns: room.columns },
  ]
  return lineOf(pieces, room)
}

function paintOf(level: GaugeLevel, { colour }: PictureRoom): (text: string) => string {
  if (level === 'firing') return (text) => colour.bold(colour.red(text))
  return level === 'pending' ? colour.yellow : colour.green
}

function barOf(share: number | null, columns: number, unicode: boolean): string {
  if (share === null || columns < 3) return ''
  const inner = columns - 2
  const filled = Math.round(Math.min(1, Math.max(0, share)) * inner)
  const [full, empty] = unicode ? ['█', '·'] : ['#', '.']
  return `[${full.repeat(filled)}${empty.repeat(inner - filled)}]`
}

/** A share is drawn against the whole, so that a quiet machine does not look busy. */
function historyOf({ history, share }: Gauge, columns: number, unicode: boolean): string {
  const newest = history.slice(-columns)
  return sparkline(newest, unicode, share === null ? undefined : 1)
}
