import type { Cell, Column, Table } from '../core/index.ts'
import { cellText } from './cell-text.ts'
import { escapeMarkup } from './escape-markup.ts'
import { firstRows } from './first-rows.ts'

const rowsShown = 1000

/** A table with its caption that scrolls sideways where the page is too narrow; the first 1,000 rows. */
export function tableFigure(table: Table): string {
  const { rows, more } = firstRows(table, rowsShown)
  const title = escapeMarkup(table.title)
  const head = table.columns.map(
    (column) =>
      `<th scope="col"${column.align === 'right' ? ' class="right"' : ''}>${escapeMarkup(column.title)}</th>`,
  )
  const body = rows.map(
    (row) => `<tr>${table.columns.map((column, index) => cell(row[index], column, index)).join('')}</tr>`,
  )
  const end = more === null ? '' : `\n<p class="more">${escapeMarkup(more)}</p>`
  return `<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table>
<caption>${title}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>${end}`
}

function cell(value: Cell | undefined, column: Column, index: number): string {
  const text = cellText(value)
  const content = escapeMarkup(text)
  if (index === 0 && typeof value === 'string')
    return `<th scope="row"${classOf(column, text)}>${content}</th>`
  return `<td${classOf(column, text)}>${content}</td>`
}

// Short texts stay on one line, long ones get room, so that a narrow page scrolls and does not stack words.
function classOf({ align }: Column, text: string): string {
  if (align === 'right') return ' class="right"'
  return text.length <= 24 ? ' class="short"' : ' class="long"'
}
