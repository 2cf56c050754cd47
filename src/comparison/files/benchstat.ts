import { fileProblem } from './file-problem.ts'
import { goUnit } from './go-unit.ts'
import type { ReadFile, Reading } from './imported.ts'
import type { Side } from './read-benchmark-file.ts'

const prefixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  µ: 1e-6,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}
const configurationLine = /^([a-z][^\sA-Z,│]*):\s+(.*)$/
const hint =
  'Give the files that benchstat read (go test -bench -count=10 > FILE): its tables keep medians, and no test can be made of them.'

interface Layout {
  group: string
  /** The unit of each column of values, by its place among them. */
  units: string[]
  /** Where the columns begin and end, in characters. */
  edges: number[]
  readings: Reading[]
  stated: Record<string, string>
}

/**
 * A table of benchstat, as text or CSV: one median a row, of the first column for `old` and of the last for `new`. Null for
 * another file. Throws OperatorError (exit 2) for a table without rows.
 */
export function readBenchstat(text: string, source: string, side: Side): ReadFile | null {
  const isText = text.includes('│') && text.includes('±')
  const isCsv = /^,[^,\n]+,CI(,|$)/m.test(text)
  if (!isText && !isCsv) return null
  const layout: Layout = { group: '', units: [], edges: [], readings: [], stated: {} }
  for (const line of text.split(/\r?\n/)) {
    const configuration = configurationLine.exec(line)
    if (configuration !== null) configure(configuration[1] ?? '', configuration[2]?.trim() ?? '', layout)
    else if (isCsv) readCsvLine(line, layout, side)
    else readTextLine(line, layout, side)
  }
  if (layout.readings.length === 0) throw fileProblem(source, 'is a table of benchstat without rows', hint)
  return {
    tool: 'benchstat',
    readings: layout.readings,
    stated: layout.stated,
    warnings: [
      'a table of benchstat keeps medians only: nothing can be tested. Give the files that benchstat read',
    ],
  }
}

function configure(key: string, value: string, layout: Layout): void {
  if (key === 'pkg') layout.group = value
  else if (key === 'goos' || key === 'goarch' || key === 'cpu') layout.stated[key] = value
}

/** `,sec/op,CI,sec/op,CI,vs base,P` heads rows such as `Encode,1.7e-06,1%,...`; a side without the benchmark is empty. */
function readCsvLine(line: string, layout: Layout, side: Side): void {
  const cells = line.split(',')
  if (cells[0] === '') {
    if (cells.includes('CI')) layout.units = cells.filter((_, index) => cells[index + 1] === 'CI')
    return
  }
  const column = side === 'old' ? 0 : layout.units.length - 1
  const text = cells[1 + 2 * column] ?? ''
  add(cells[0] ?? '', layout.units[column], text === '' ? Number.NaN : Number(text), layout)
}

/** `│  sec/op  │  sec/op  vs base │` heads rows such as `A  100.0n ± 0%  100.0n ± 0%  ~ (p=1.000 n=6)`. */
function readTextLine(line: string, layout: Layout, side: Side): void {
  if (line.includes('│')) {
    // The names of the files stand in a line of their own above the units.
    layout.units = line
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.replace('vs base', '').trim())
    layout.edges = [...line.matchAll(/│/g)].map(({ index }) => index)
    return
  }
  const column = side === 'old' ? 0 : layout.units.length - 1
  const cell = line.slice(layout.edges[column], layout.edges[column + 1])
  const [, digits, prefix] = /^\s*(-?\d[\d.]*)(Ki|Mi|Gi|Ti|[nµumkMGT]?)\s+±/.exec(cell) ?? []
  const factor = prefixes[prefix ?? '']
  const name = line.slice(0, layout.edges[0]).trim()
  if (digits === undefined || factor === undefined || name === '') return
  add(name, layout.units[column], Number(digits) * factor, layout)
}

function add(name: string, unitName: string | undefined, value: number, layout: Layout): void {
  if (name === 'geomean' || unitName === undefined || !Number.isFinite(value)) return
  const { factor, isGuess: _, ...unit } = goUnit(unitName, undefined)
  const summary = { n: null, mean: null, standardDeviation: null, median: value * factor }
  layout.readings.push({ group: layout.group, name, ...unit, samples: [], summary })
}
