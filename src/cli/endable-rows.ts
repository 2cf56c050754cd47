import { type Envelope, type LongRows, rowCount, type Table } from '../core/index.ts'
import type { Progress } from './progress.ts'

/** What ends long tables early, and whether it did. */
export interface Ending {
  interrupted: AbortSignal
  progress: Progress
  cut: boolean
}

const rowsBetweenUpdates = 5000

/** `envelope` whose long tables tell their progress and end at Ctrl-C, with one warning that says so. */
export function endableRows(envelope: Envelope, ending: Ending): Envelope {
  if (envelope.tables.every(({ rest }) => rest === undefined)) return envelope
  const warnings = [...envelope.warnings]
  const tables = envelope.tables.map((table) => {
    const { rest } = table
    return rest === undefined ? table : { ...table, rest: endable(table, rest, ending, warnings) }
  })
  return { ...envelope, tables, warnings }
}

function endable(table: Table, rest: LongRows, ending: Ending, warnings: string[]): LongRows {
  const total = rowCount(table)
  const warning = `Interrupted: not all of the ${total} rows of "${table.title}" were written.`
  return {
    count: rest.count,
    *rows() {
      let written = table.rows.length
      for (const row of rest.rows()) {
        if (ending.interrupted.aborted) {
          ending.cut = true
          if (!warnings.includes(warning)) warnings.push(warning)
          return
        }
        yield row
        written += 1
        if (written % rowsBetweenUpdates === 0) ending.progress.update(`${written} of ${total} rows written`)
      }
    },
  }
}
