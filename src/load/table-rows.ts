import { OperatorError } from '../core/index.ts'
import { textOf } from '../traffic/index.ts'

/** Rows of CSV with a header line, or of JSON lines where the name says so. Throws OperatorError (exit 2) on what is neither. */
export async function tableRows(text: string, fileName: string): Promise<Record<string, string>[]> {
  const rows = /\.(jsonl|ndjson)$/i.test(fileName) ? jsonRows(text, fileName) : await csvRows(text, fileName)
  if (rows.length > 0) return rows
  throw new OperatorError({
    sentence: `${fileName} has no row of data.`,
    hint: 'Give a header line and at least one row: user,password.',
  })
}

async function csvRows(text: string, fileName: string): Promise<Record<string, string>[]> {
  const { parse } = await import('csv-parse/sync')
  try {
    return parse<Record<string, string>>(text, {
      bom: true,
      columns: true,
      skip_empty_lines: true,
      trim: true,
    })
  } catch (cause) {
    throw new OperatorError({
      // What the parser says would quote the row, which may hold a password.
      sentence: `${fileName} cannot be read as CSV${lineOf(cause)}: a row has other columns than the header, or a quote is not closed.`,
      hint: 'Give a header line and as many fields in each row; a field with a comma needs quotes.',
    })
  }
}

function lineOf(cause: unknown): string {
  return cause instanceof Error && 'lines' in cause ? ` (line ${String(cause.lines)})` : ''
}

function jsonRows(text: string, fileName: string): Record<string, string>[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [jsonRow(line, `${fileName}, line ${index + 1}`)],
  )
}

function jsonRow(line: string, where: string): Record<string, string> {
  const value = parsed(line)
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
  if (entries === null)
    throw new OperatorError({
      sentence: `${where} is no JSON object.`,
      hint: 'Give one object a line: {"user": "ann", "password": "..."}.',
    })
  return Object.fromEntries(
    entries.map(([key, one]) => {
      const single = textOf(one)
      if (single !== null) return [key, single]
      throw new OperatorError({
        sentence: `${where}: ${key} is not a single value.`,
        hint: 'Give text, numbers, true or false.',
      })
    }),
  )
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
