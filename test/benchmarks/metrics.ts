import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { type Cell, quantity, type Table } from '../../src/core/index.ts'
import { columns } from './harness/columns.ts'
import { interleave } from './harness/interleave.ts'
import type { Design, Naming } from './harness/metric-designs.ts'
import type { MetricFigures } from './harness/metric-program.ts'
import { median, medianPairedRatio } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/**
 * What metrics cost: a record, a kept point and statistics over a window, by our collector, by the guide's deque of points and by
 * prom-client, which keeps no window and so is compared in what a record costs. Each figure is from a process of its own.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'large-rounds': { type: 'string', default: '3' },
    only: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
})

interface Case {
  name: string
  series: number
  naming: Naming
  windowSeconds: number
  rounds: number
  /** What the guide's design needs for it, found by trying. */
  guideBytes: number
}
const rounds = Number(values.rounds)
const largeRounds = Number(values['large-rounds'])
const hour = 3600
const cases: readonly Case[] = [
  {
    name: '10 series, an hour',
    series: 10,
    naming: 'names' as const,
    windowSeconds: hour,
    rounds,
    guideBytes: 0,
  },
  {
    name: '1,000 series, an hour',
    series: 1000,
    naming: 'names' as const,
    windowSeconds: hour,
    rounds,
    guideBytes: 2e9,
  },
  {
    name: '10,000 series, an hour',
    series: 10_000,
    naming: 'names' as const,
    windowSeconds: hour,
    rounds: largeRounds,
    guideBytes: 12e9,
  },
  {
    name: 'one name of 1,000 tags, 5 minutes',
    series: 1000,
    naming: 'tags' as const,
    windowSeconds: 300,
    rounds,
    guideBytes: 2e9,
  },
].filter(({ name }) => values.only === undefined || name.includes(values.only))
const designs: readonly Design[] = ['lewis-perf', 'guide deque', 'prom-client gauge', 'prom-client histogram']

type Measured = Partial<Record<Design, MetricFigures[]>>
const perRecord = ({ secondsPerRecord }: MetricFigures): number => secondsPerRecord
const perStats = ({ secondsPerStats }: MetricFigures): number | null => secondsPerStats
const perPoint = ({ bytes, points }: MetricFigures): number => bytes / points

const startedAt = new Date()
const start = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const program = join(folder, 'metric-program.cjs')
await build({
  entryPoints: [join(import.meta.dirname, 'harness/metric-program.ts')],
  outfile: program,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
})
console.log(
  `${machineLine()}\n${rounds} rounds of fresh processes in turn, ${largeRounds} of the largest; an hour of points at 1 s, then records and statistics`,
)
console.log('  node --expose-gc metric-program.cjs DESIGN SERIES names|tags WINDOW')

const measured: Record<string, Measured> = {}
for (const one of cases) {
  measured[one.name] = measureCase(one)
  console.log(`\n${columns(rowsAsText(resultTable([one])))}`)
}
const table = resultTable(cases)
const figures = cases.flatMap(figureLines)
console.log('')
for (const figure of figures) console.log(`figure: ${figure}`)
console.log(
  'prom-client keeps the present value or counts by bucket, and no window: it has no statistics to compare',
)
console.log(machineLine())
if (values.output !== undefined)
  writeEnvelope(
    values.output,
    {
      command: 'benchmark metrics',
      input: { rounds, largeRounds, cases: cases.map(({ name }) => name) },
      startedAt,
      durationMs: Math.round(performance.now() - start),
    },
    { data: { measured }, findings: [], tables: [{ ...table, main: true }], warnings: [] },
  )

function measureCase(one: Case): Measured {
  const measured: Measured = {}
  const compared = designs.filter((design) => design !== 'guide deque' || hasRoom(one))
  const run = (design: Design) => (): number => {
    const figures = figuresOf(design, one)
    measured[design] = [...(measured[design] ?? []), figures]
    return figures.secondsPerRecord
  }
  const runs = Object.fromEntries(compared.map((design) => [design, run(design)])) as Record<
    Design,
    () => number
  >
  interleave(runs, { rounds: one.rounds, warmUps: 0 })
  const answers = new Set(
    compared.flatMap((design) =>
      (measured[design] ?? []).flatMap(({ answer }) => (answer === null ? [] : [answer.join(' ')])),
    ),
  )
  if (answers.size > 1) throw new Error(`statistics of ${one.name} differ: ${[...answers].join(', ')}`)
  return measured
}

function hasRoom({ name, guideBytes }: Case): boolean {
  const has = freemem() > guideBytes
  if (!has) console.log(`SKIPPED needs ${guideBytes / 1e9} GB of free memory: guide deque, ${name}`)
  return has
}

function figuresOf(design: Design, { series, naming, windowSeconds, guideBytes }: Case): MetricFigures {
  const heapMegabytes = Math.max(4096, Math.round(guideBytes / 1e6))
  const child = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      `--max-old-space-size=${heapMegabytes}`,
      program,
      design,
      String(series),
      naming,
      String(windowSeconds),
    ],
    { encoding: 'utf8' },
  )
  if (child.status !== 0)
    throw new Error(`${design} ended with ${child.status}: ${child.stderr.slice(-2000)}`)
  return JSON.parse(child.stdout) as MetricFigures
}

function of(one: Case, design: Design, figure: (figures: MetricFigures) => number | null): number[] {
  return (measured[one.name]?.[design] ?? []).map((figures) => figure(figures) ?? Number.NaN)
}

function resultTable(shown: readonly Case[]): Table {
  const titles = [
    'records a second',
    'a record',
    'of ours',
    'bytes a point',
    'a stats call',
    'fastest',
    'slowest',
    'of ours',
  ]
  return {
    title: 'Cost of metrics',
    columns: [
      { key: 'case', title: 'case' },
      { key: 'design', title: 'design' },
      ...titles.map((title, index) => ({ key: `column-${index}`, title, align: 'right' as const })),
    ],
    rows: shown.flatMap((one) =>
      designs.filter((design) => of(one, design, perRecord).length > 0).map((design) => rowOf(one, design)),
    ),
  }
}

function rowOf(one: Case, design: Design): Cell[] {
  const record = median(of(one, design, perRecord))
  const stats = of(one, design, perStats)
  const keepsPoints = !stats.some(Number.isNaN)
  return [
    one.name,
    design,
    quantity(1 / record, 'per-second'),
    quantity(record, 'seconds'),
    quantity(medianPairedRatio(of(one, design, perRecord), of(one, 'lewis-perf', perRecord)), 'ratio'),
    keepsPoints ? quantity(median(of(one, design, perPoint)), 'bytes') : 'no points',
    ...(keepsPoints
      ? [
          quantity(median(stats), 'seconds'),
          quantity(Math.min(...stats), 'seconds'),
          quantity(Math.max(...stats), 'seconds'),
          quantity(medianPairedRatio(stats, of(one, 'lewis-perf', perStats)), 'ratio'),
        ]
      : ['no window', null, null, null]),
  ]
}

/** What the guide's design takes, as a multiple of ours. */
function figureLines(one: Case): string[] {
  if (of(one, 'guide deque', perRecord).length === 0) return []
  const ratio = (figure: (figures: MetricFigures) => number | null): string =>
    medianPairedRatio(of(one, 'guide deque', figure), of(one, 'lewis-perf', figure)).toFixed(1)
  return [
    `${one.name}: the guide's deque takes ${ratio(perRecord)} times our time for a record, ${ratio(perPoint)} times our memory for a point, ${ratio(perStats)} times our time for statistics`,
  ]
}

function rowsAsText({ columns: heads, rows }: Table): string[][] {
  const text = (value: number, unit: string): string => {
    if (unit === 'per-second') return Math.round(value).toLocaleString('en')
    if (unit === 'bytes') return value.toFixed(1)
    if (unit === 'ratio') return value.toFixed(2)
    return value < 1e-6 ? `${(value * 1e9).toFixed(0)} ns` : `${(value * 1e6).toFixed(1)} us`
  }
  const cells = rows.map((row) =>
    row.map((cell) =>
      cell === null || typeof cell === 'string' ? (cell ?? '') : text(cell.value, cell.unit),
    ),
  )
  return [heads.map(({ title }) => title), ...cells]
}
