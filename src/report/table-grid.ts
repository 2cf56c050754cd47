import CliTable3 from 'cli-table3'
import type { Cell, Column } from '../core/index.ts'
import { cellText } from './cell-text.ts'
import { columnWidths } from './column-widths.ts'
import { displayWidth } from './display-width.ts'
import type { Look } from './look.ts'
import { terminalLine } from './terminal-text.ts'
import { wrapText } from './wrap-text.ts'

const gap = 2

/** Lines of a table within the width of the screen: a grid, or one block a row where its columns cannot fit. */
export function gridLines(columns: readonly Column[], rows: readonly Cell[][], look: Look): string[] {
  const asWritten: Texts = {
    titles: columns.map((column) => terminalLine(column.title, look)),
    rows: rows.map((row) => columns.map((_, index) => terminalLine(cellText(row[index]), look))),
  }
  for (const texts of [asWritten, unitsInTitles(columns, asWritten)]) {
    const widths = widthsOf(columns, rows, texts, look)
    if (widths !== null) return grid(columns, texts, widths, look)
  }
  return blocks(asWritten, look)
}

interface Texts {
  titles: string[]
  rows: string[][]
}

/** A unit that every number of a column shares, said once in its title: `4.5 GiB` becomes `4.5` under `Memory GiB`. */
function unitsInTitles(columns: readonly Column[], { titles, rows }: Texts): Texts {
  const units = columns.map(({ align }, index) => {
    const found = new Set(rows.map((row) => /^[\d.,-]+ (\S+)$/.exec(row[index] ?? '')?.[1]))
    const [unit] = found
    return align === 'right' && found.size === 1 ? unit : undefined
  })
  return {
    titles: titles.map((title, index) => (units[index] === undefined ? title : `${title} ${units[index]}`)),
    rows: rows.map((row) =>
      row.map((text, index) => (units[index] === undefined ? text : text.slice(0, text.lastIndexOf(' ')))),
    ),
  }
}

function widthsOf(
  columns: readonly Column[],
  rows: readonly Cell[][],
  texts: Texts,
  look: Look,
): number[] | null {
  const available = look.width - gap * Math.max(0, columns.length - 1)
  return columnWidths(
    columns.map((column, index) => ({
      texts: [texts.titles[index] ?? '', ...texts.rows.map((row) => row[index] ?? '')],
      wraps: column.align !== 'right' && !rows.every((row) => typeof row[index] !== 'string'),
    })),
    available,
  )
}

function grid(
  columns: readonly Column[],
  { titles, rows }: Texts,
  widths: readonly number[],
  look: Look,
): string[] {
  const head = titles.map((title, index) => wrapText(title, widths[index] ?? 1, true))
  const body = rows.map((row) => row.map((text, index) => wrapText(text, widths[index] ?? 1, true)))
  const rule = look.unicode ? '─' : '-'
  const table = new CliTable3({
    head: head.map((lines) => lines.map((line) => look.colour.bold(line)).join('\n')),
    // cli-table3 takes an empty colour list for "no colour"; without it head and border are coloured even in files.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: [...widths],
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      right: '',
      'right-mid': '',
      mid: rule,
      'mid-mid': rule.repeat(gap),
      middle: ' '.repeat(gap),
    },
  })
  for (const row of body) table.push(row.map((lines) => lines.join('\n')))
  return table
    .toString()
    .split('\n')
    .map((line) => (line !== '' && line.replaceAll(rule, '') === '' ? look.colour.dim(line) : line.trimEnd()))
}

function blocks({ titles, rows }: Texts, look: Look): string[] {
  const labelWidth = Math.min(Math.max(...titles.map(displayWidth)), Math.floor(look.width / 2))
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((text, column) => labelled(titles[column] ?? '', text, labelWidth, look)),
  ])
}

function labelled(label: string, text: string, labelWidth: number, look: Look): string[] {
  const indent = ' '.repeat(labelWidth + gap)
  const lines = wrapText(text, look.width - indent.length, true)
  if (displayWidth(label) > labelWidth) {
    return [...wrapText(label, look.width, true).map(look.colour.bold), ...lines.map((line) => indent + line)]
  }
  const first = look.colour.bold(label) + ' '.repeat(indent.length - displayWidth(label))
  return lines.map((line, index) => ((index === 0 ? first : indent) + line).trimEnd())
}
