import type { Axis, Chart } from '../core/index.ts'
import { drawableLines, type Line, roundScale, type Scale, tightScale } from './chart-scale.ts'
import { displayWidth } from './display-width.ts'
import { formatQuantity } from './format-quantity.ts'
import type { Look } from './look.ts'
import { terminalLine } from './terminal-text.ts'
import { wrapText } from './wrap-text.ts'

interface Marks {
  series: readonly string[]
  between: string
  side: string
  tick: string
  corner: string
  floor: string
}

const unicodeMarks: Marks = {
  series: ['●', '▲', '■', '◆', '○', '△', '□', '◇'],
  between: '·',
  side: '│',
  tick: '┤',
  corner: '└',
  floor: '─',
}
const asciiMarks: Marks = {
  series: ['*', 'o', '+', 'x', '#', '@', '%', '&'],
  between: '.',
  side: '|',
  tick: '+',
  corner: '+',
  floor: '-',
}
const rows = 11
const widest = 100

/** Lines of a chart drawn in characters: title, y title, plot with labelled axes, x title, legend; none for under two points. */
export function chartLines(chart: Chart, look: Look): string[] {
  const lines = drawableLines(chart)
  if (lines === null) return []
  const marks = look.unicode ? unicodeMarks : asciiMarks
  const y = roundScale(
    lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? [])),
    chart.y.unit,
    4,
  )
  const labels = yLabels(y, chart.y, look)
  const indent = Math.max(...labels.map(displayWidth))
  const columns = Math.min(look.width, widest) - indent - 2
  if (columns < 10) return []
  const x = tightScale(
    lines.flatMap(({ points }) => points.map(([value]) => value)),
    chart.x.unit,
    5,
  )
  const plot = drawn(lines, x, y, columns, marks, look)
  const blank = ' '.repeat(indent + 2)
  return [
    ...wrapText(terminalLine(chart.title, look), look.width).map(look.colour.bold),
    ...wrapText(terminalLine(chart.y.title, look), look.width),
    ...plot.map((cells, row) => {
      const label = labels[row] ?? ''
      const side = label === '' ? marks.side : marks.tick
      return `${' '.repeat(indent - displayWidth(label))}${label} ${side}${cells}`.trimEnd()
    }),
    `${' '.repeat(indent)} ${marks.corner}${marks.floor.repeat(columns)}`,
    (blank + xLabels(x, chart.x, columns, look)).trimEnd(),
    ...wrapText(terminalLine(chart.x.title, look), look.width - blank.length).map((line) => blank + line),
    ...legend(lines, marks, look),
  ]
}

function yLabels(scale: Scale, axis: Axis, look: Look): string[] {
  const labels: string[] = Array.from({ length: rows }, () => '')
  for (const tick of scale.ticks) {
    labels[rowOf(tick, scale)] = terminalLine(formatQuantity(tick, axis.unit), look)
  }
  return labels
}

function xLabels(scale: Scale, axis: Axis, columns: number, look: Look): string {
  let text = ''
  for (const tick of scale.ticks) {
    const label = terminalLine(formatQuantity(tick, axis.unit), look)
    const width = displayWidth(label)
    const wanted = columnOf(tick, scale, columns) - Math.floor(width / 2)
    if (width > columns) continue
    const start = Math.max(0, Math.min(wanted, columns - width))
    if (text === '' || start >= displayWidth(text) + 2) text += ' '.repeat(start - displayWidth(text)) + label
  }
  return text
}

function drawn(
  lines: readonly Line[],
  x: Scale,
  y: Scale,
  columns: number,
  marks: Marks,
  look: Look,
): string[] {
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '))
  const put = (row: number, column: number, text: string, over: boolean) => {
    const line = cells[row]
    if (line !== undefined && column < columns && (over || line[column] === ' ')) line[column] = text
  }
  for (const { points } of lines) {
    points.forEach(([, to], index) => {
      const previous = points[index - 1]
      const current = points[index]
      if (to === null || previous === undefined || current === undefined || previous[1] === null) return
      const start = columnOf(previous[0], x, columns)
      const end = columnOf(current[0], x, columns)
      for (let column = start + 1; column < end; column++) {
        const value = previous[1] + ((to - previous[1]) * (column - start)) / (end - start)
        put(rowOf(value, y), column, look.colour.dim(marks.between), false)
      }
    })
  }
  // The first series is drawn last: it is the one that the chart is about.
  lines.toReversed().forEach(({ points }, index) => {
    const mark = markOf(lines.length - 1 - index, marks, look)
    for (const [at, value] of points)
      if (value !== null) put(rowOf(value, y), columnOf(at, x, columns), mark, true)
  })
  return cells.map((line) => line.join(''))
}

function legend(lines: readonly Line[], marks: Marks, look: Look): string[] {
  if (lines.length < 2) return []
  return lines.flatMap(({ name }, index) =>
    wrapText(terminalLine(name, look), look.width - 4).map((text, line) =>
      line === 0 ? `  ${markOf(index, marks, look)} ${text}` : `    ${text}`,
    ),
  )
}

function markOf(index: number, marks: Marks, look: Look): string {
  const { cyan, yellow, green, red } = look.colour
  const paint = [cyan, yellow, green, red][index % 4] ?? cyan
  return paint(marks.series[index % marks.series.length] ?? '')
}

function rowOf(value: number, { minimum, maximum }: Scale): number {
  return Math.round(((maximum - value) / (maximum - minimum)) * (rows - 1))
}

function columnOf(value: number, { minimum, maximum }: Scale, columns: number): number {
  return Math.round(((value - minimum) / (maximum - minimum)) * (columns - 1))
}
