import type { ProcessLine } from '../../core/index.ts'
import type { PictureRoom } from '../../report/index.ts'
import { figureWords } from './figure.ts'
import { gap, lineOf, type Piece } from './pieces.ts'
import type { ProcessOrder, ViewState } from './view-state.ts'

const widths = { pid: 8, name: 16, cpu: 8, memory: 11 }

/** The busiest processes as a table with its head, in at most `most` lines. */
export function processLines(
  processes: readonly ProcessLine[] | null,
  { order, filter, isTyping }: ViewState,
  { most, room }: { most: number; room: PictureRoom },
): string[] {
  if (most < 2 || processes === null) return []
  const wanted = filter.toLowerCase()
  const rows = processes
    .filter(({ name, command }) => `${name} ${command}`.toLowerCase().includes(wanted))
    .toSorted(by[order])
    .slice(0, most - 1)
  const note = filter === '' && !isTyping ? '' : `  filter /${filter}${isTyping ? '_' : ''}`
  return [head(order, note, room), ...rows.map((process) => row(process, room))]
}

const by: Readonly<Record<ProcessOrder, (a: ProcessLine, b: ProcessLine) => number>> = {
  cpu: (a, b) => b.cpuCores - a.cpuCores,
  memory: (a, b) => b.residentBytes - a.residentBytes,
  pid: (a, b) => a.pid - b.pid,
  name: (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)),
}

function head(order: ProcessOrder, note: string, room: PictureRoom): string {
  const title = (name: ProcessOrder): string =>
    name === order ? `${name.toUpperCase()}*` : name.toUpperCase()
  const texts = { pid: title('pid'), name: title('name'), cpu: title('cpu'), memory: title('memory') }
  return lineOf(
    cells(texts, `COMMAND${note}`, room).map((piece) => ({ ...piece, paint: room.colour.dim })),
    room,
  )
}

function row({ pid, name, cpuCores, residentBytes, command }: ProcessLine, room: PictureRoom): string {
  const texts = {
    pid: String(pid),
    name,
    cpu: `${(cpuCores * 100).toFixed(1)} %`,
    memory: figureWords(residentBytes, 'bytes'),
  }
  return lineOf(cells(texts, command === '' ? `[${name}]` : command, room), room)
}

function cells(texts: Record<keyof typeof widths, string>, command: string, room: PictureRoom): Piece[] {
  return [
    { text: texts.pid, columns: widths.pid, align: 'right' },
    gap(2),
    { text: texts.name, columns: widths.name },
    { text: texts.cpu, columns: widths.cpu, align: 'right' },
    { text: texts.memory, columns: widths.memory, align: 'right' },
    gap(2),
    { text: command, columns: room.columns },
  ]
}
