import {
  type Cell,
  type Chart,
  type Envelope,
  type Finding,
  type Quantity,
  rowsOf,
  type Table,
} from '../core/index.ts'
import type { Reporter } from './look.ts'
import { inPieces } from './pieces.ts'

type Entry = readonly [key: string, texts: (indent: string) => Iterable<string>]

const keys = [
  'schema',
  'command',
  'input',
  'status',
  'exitCode',
  'interrupted',
  'error',
  'startedAt',
  'durationMs',
  'tool',
  'machine',
  'profile',
  'headline',
  'data',
  'findings',
  'tables',
  'charts',
  'documents',
  'warnings',
] as const

/** The whole envelope as one pretty JSON document, several as one array; table rows and chart points one a line. */
export const json: Reporter = (envelopes) => inPieces(file(envelopes))

function* file(envelopes: readonly Envelope[]): Iterable<string> {
  const [only] = envelopes
  yield* envelopes.length === 1 && only !== undefined
    ? object(entriesOf(only), '')
    : list(
        envelopes.map((envelope) => (indent: string) => object(entriesOf(envelope), indent)),
        '',
      )
  yield '\n'
}

function entriesOf(envelope: Envelope): Entry[] {
  return keys.flatMap((key): Entry[] => {
    const value = envelope[key]
    if (value === undefined) return []
    if (key === 'tables') return [[key, (indent) => list(envelope.tables.map(tableTexts), indent)]]
    if (key === 'charts') return [[key, (indent) => list((envelope.charts ?? []).map(chartTexts), indent)]]
    if (key === 'findings') return [[key, pretty(envelope.findings.map(knownFinding))]]
    return [[key, pretty(value)]]
  })
}

function tableTexts(table: Table): (indent: string) => Iterable<string> {
  const { rest: _rest, ...written } = table
  const entries = Object.entries(written).map(
    ([key, value]): Entry => [key, key === 'rows' ? lines(() => compactRows(table)) : pretty(value)],
  )
  return (indent) => object(entries, indent)
}

function* compactRows(table: Table): Iterable<string> {
  for (const row of rowsOf(table)) yield compact(row.map(knownCell))
}

function chartTexts(chart: Chart): (indent: string) => Iterable<string> {
  const series = chart.series.map(({ name, points }) => {
    const drawable = points.filter(([x]) => Number.isFinite(x))
    const entries: Entry[] = [
      ['name', pretty(name)],
      ['points', lines(() => drawable.map((point) => compact(point)))],
    ]
    return (indent: string) => object(entries, indent)
  })
  const entries: Entry[] = [
    ['title', pretty(chart.title)],
    ['x', pretty(chart.x)],
    ['y', pretty(chart.y)],
    ['series', (indent) => list(series, indent)],
  ]
  return (indent) => object(entries, indent)
}

// A quantity without a value could not be read again as a quantity: it is written as what it is, nothing known.
function knownCell(cell: Cell): Cell {
  return cell === null || typeof cell === 'string' || Number.isFinite(cell.value) ? cell : null
}

function knownFinding(finding: Finding): Finding {
  const evidence = Object.entries(finding.evidence).map(([name, value]): [string, Quantity | string] => [
    name,
    knownCell(value) ?? 'unknown',
  ])
  return { ...finding, evidence: Object.fromEntries(evidence) }
}

function* object(entries: readonly Entry[], indent: string): Iterable<string> {
  const inner = `${indent}  `
  let separator = '{\n'
  for (const [key, texts] of entries) {
    yield `${separator}${inner}${compact(key)}: `
    yield* texts(inner)
    separator = ',\n'
  }
  yield `\n${indent}}`
}

function* list(items: readonly ((indent: string) => Iterable<string>)[], indent: string): Iterable<string> {
  const inner = `${indent}  `
  let separator = '[\n'
  for (const texts of items) {
    yield separator + inner
    yield* texts(inner)
    separator = ',\n'
  }
  yield items.length === 0 ? '[]' : `\n${indent}]`
}

function lines(items: () => Iterable<string>): (indent: string) => Iterable<string> {
  return function* (indent) {
    let separator = '[\n'
    for (const item of items()) {
      yield `${separator}${indent}  ${item}`
      separator = ',\n'
    }
    yield separator === '[\n' ? '[]' : `\n${indent}]`
  }
}

function pretty(value: unknown): (indent: string) => Iterable<string> {
  return (indent) => [safe(JSON.stringify(value, null, 2) ?? 'null').replace(/\n/g, `\n${indent}`)]
}

function compact(value: unknown): string {
  return safe(JSON.stringify(value))
}

// A terminal takes some of what JSON leaves as it is for commands.
function safe(text: string): string {
  return text.replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
