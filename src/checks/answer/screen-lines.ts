import type { Finding, Outcome, Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** The terminal that an answer has to fit. */
export const screen = { columns: 80, lines: 24 }

/** What the terminal shows of an outcome. */
export type Shown = Pick<Outcome<unknown>, 'findings' | 'tables' | 'warnings'> & { headline: string }

/** How many lines `shown` takes at 80 columns without --verbose, rather too many than too few; Infinity where a line is too long. */
export function screenLines({ headline, findings, tables, warnings }: Shown): number {
  const blocks = [
    wrapped('', headline),
    sum(findings.filter(({ detail }) => detail !== true).map(findingLines)),
    ...tables.filter(({ detail }) => detail !== true).map(tableLines),
    sum(warnings.map((text) => wrapped('warning:', text, '  '))),
  ].filter((lines) => lines > 0)
  return sum(blocks) + blocks.length - 1
}

function findingLines({ status, title, instance, because, advice = [] }: Finding): number {
  const name = instance === undefined ? title : `${title} [${instance}]`
  return (
    wrapped(`${status}:`, name, '  ') +
    wrapped(' ', because, '  ') +
    sum(
      advice.map(({ text, command }) =>
        command === undefined ? wrapped('  advice:', text, '    ') : commandLines(command),
      ),
    )
  )
}

/** A command that would be broken could often not be copied any more: it has to fit on one line. */
function commandLines(command: string): number {
  return columnsOf(command) + '  do: '.length <= screen.columns && !command.includes('\n')
    ? 1
    : Number.POSITIVE_INFINITY
}

function tableLines({ title, columns, rows }: Table): number {
  const widths = columns.map((column, index) =>
    Math.max(columnsOf(column.title), ...rows.map((row) => cellColumns(row[index] ?? null))),
  )
  const fits = sum(widths) + 2 * (widths.length - 1) <= screen.columns
  return wrapped('', title) + 2 + rows.length * (fits ? 1 : 2)
}

function cellColumns(cell: Table['rows'][number][number]): number {
  if (cell === null) return 1
  return columnsOf(typeof cell === 'string' ? cell : formatQuantity(cell))
}

/** Lines of `text` after `prefix`, broken at blanks; the others begin with `indent`. */
function wrapped(prefix: string, text: string, indent = ''): number {
  let lines = 1
  let used = prefix.length
  for (const word of text.split(' ')) {
    const columns = columnsOf(word)
    if (indent.length + columns > screen.columns) return Number.POSITIVE_INFINITY
    if (used === 0) {
      used = columns
    } else if (used + 1 + columns <= screen.columns) {
      used += 1 + columns
    } else {
      lines++
      used = indent.length + columns
    }
  }
  return lines
}

/** Letters beyond Latin may take two columns. */
function columnsOf(text: string): number {
  return [...text].reduce((columns, letter) => columns + (letter > '\u024f' ? 2 : 1), 0)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
