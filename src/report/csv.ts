import { type Cell, type Envelope, rowsOf, type Table, type Unit } from '../core/index.ts'
import { cleanText } from './clean-text.ts'
import type { Reporter } from './look.ts'
import { inPieces } from './pieces.ts'

const lineEnd = '\r\n'

/** RFC 4180: the main table, or every one, with all rows, numbers in base units at full precision, lower bounds marked; findings where there is no table or one that sums them up. */
export const csv: Reporter = (envelopes) => inPieces(file(envelopes))

function* file(envelopes: readonly Envelope[]): Iterable<string> {
  const tables = envelopes.flatMap((envelope) => {
    return ownTables(envelope).map((table) => ({
      table,
      title: envelopes.length === 1 ? table.title : `${envelope.command}: ${table.title}`,
    }))
  })
  for (const [index, { table, title }] of tables.entries()) {
    if (index > 0) yield lineEnd
    if (tables.length > 1) yield quoted(`# ${cleanText(title).replace(/\n/g, ' ')}`) + lineEnd
    yield* tableLines(table)
  }
}

/** The main tables alone where there are any: a program wants one table, not the page around it. */
function ownTables(envelope: Envelope): Table[] {
  const main = envelope.tables.filter((table) => table.main)
  if (main.length > 0) return main
  const sumsUp = envelope.tables.length === 0 || envelope.tables.some(({ summary }) => summary)
  return sumsUp ? [findingsTable(envelope)] : envelope.tables
}

function findingsTable({ findings }: Envelope): Table {
  return {
    title: 'Findings',
    columns: ['id', 'instance', 'status', 'title', 'because'].map((key) => ({ key, title: key })),
    rows: findings.map(({ id, instance, status, title, because }) => [
      id,
      instance ?? null,
      status,
      title,
      because,
    ]),
  }
}

function* tableLines(table: Table): Iterable<string> {
  const units = table.columns.map((_, index) => sharedUnit(table, index))
  const bounded = table.columns.map((_, index) => table.rows.some((row) => isLowerBound(row[index])))
  const titles = table.columns.flatMap(({ title }, index) => {
    const unit = units[index]
    const own = field(
      unit === null || unit === undefined || unit === 'count' ? title : `${title} (${unitName(unit)})`,
    )
    return bounded[index] === true ? [own, field(`${title} at least`)] : [own]
  })
  yield titles.join(',') + lineEnd
  for (const row of rowsOf(table)) {
    const fields = table.columns.flatMap((_, index) => {
      const own = cellField(row[index], units[index] ?? null)
      return bounded[index] === true ? [own, isLowerBound(row[index]) ? 'yes' : ''] : [own]
    })
    yield fields.join(',') + lineEnd
  }
}

/** The true value may be more: told in a column beside it, which a program can read. */
function isLowerBound(cell: Cell | undefined): boolean {
  return typeof cell === 'object' && cell !== null && cell.atLeast === true
}

function sharedUnit(table: Table, column: number): Unit | null {
  const units = new Set<Unit>()
  for (const row of table.rows.length > 0 ? table.rows : firstOf(table)) {
    const cell = row[column]
    if (cell !== null && cell !== undefined && typeof cell !== 'string') units.add(cell.unit)
  }
  const [unit] = units
  return units.size === 1 && unit !== undefined ? unit : null
}

function* firstOf(table: Table): Iterable<Cell[]> {
  for (const row of rowsOf(table)) {
    yield row
    return
  }
}

function cellField(cell: Cell | undefined, unit: Unit | null): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return field(cell)
  if (!Number.isFinite(cell.value)) return ''
  // Where the column has no one unit, a bare number would be ambiguous.
  return cell.unit === unit || cell.unit === 'count'
    ? String(cell.value)
    : field(`${cell.value} ${unitName(cell.unit)}`, true)
}

function unitName(unit: Unit): string {
  return unit.replace(/^money:/, '')
}

function field(text: string, isNumber = false): string {
  const clean = cleanText(text)
  // A spreadsheet would run these as formulas.
  return quoted(!isNumber && /^[=+\-@\t\n]/.test(clean) ? `'${clean}` : clean)
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
