import type { Cell } from '../core/index.ts'
import { formatQuantity } from './format-quantity.ts'

/** What a table shows for one cell, not yet cleaned; a missing one is a dash. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '–'
  return typeof cell === 'string' ? cell : formatQuantity(cell)
}
