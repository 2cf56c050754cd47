import { type Cell, rowCount, rowsOf, type Table } from '../core/index.ts'
import { formatQuantity } from './format-quantity.ts'

/** The first rows of `table`, at most `cap` of them, and a line that says how many more there are (null: none). */
export function firstRows(table: Table, cap: number): { rows: Cell[][]; more: string | null } {
  const rows: Cell[][] = []
  if (cap > 0) {
    for (const row of rowsOf(table)) {
      rows.push(row)
      if (rows.length >= cap) break
    }
  }
  const left = rowCount(table) - rows.length
  if (left <= 0) return { rows, more: null }
  return {
    rows,
    more: `... ${formatQuantity(left)} more ${left === 1 ? 'row' : 'rows'}: write them with -o FILE.csv`,
  }
}
