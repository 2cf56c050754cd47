import type { Quantity } from './quantity.ts'

/** A missing number is null, never 0 and never NaN. */
export type Cell = string | Quantity | null

export interface Column {
  key: string
  title: string
  align?: 'left' | 'right'
}

/** Rows under named columns; every format renders the same table. */
export interface Table {
  title: string
  columns: Column[]
  rows: Cell[][]
  /** Background that the terminal shows only with --verbose; every other format always has it. */
  detail?: boolean
  /** The table that the run was made for: csv, which is read by programs, then writes it alone. */
  main?: boolean
  /** A count of the findings, laid out for a screen: csv then writes the findings themselves. */
  summary?: boolean
  /** Rows beyond those in memory, made anew at each call; saved results have them in `rows`. */
  rest?: LongRows
}

/** Rows that are made while they are written: `count` of them, in bounded memory. */
export interface LongRows {
  count: number
  rows(): Iterable<Cell[]>
}

/** All rows of `table` in order, those in memory first. */
export function* rowsOf(table: Table): Iterable<Cell[]> {
  yield* table.rows
  if (table.rest !== undefined) yield* table.rest.rows()
}

/** How many rows `rowsOf` gives. */
export function rowCount(table: Table): number {
  return table.rows.length + (table.rest?.count ?? 0)
}
