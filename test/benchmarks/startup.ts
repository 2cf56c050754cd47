import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { quantity, type Table } from '../../src/core/index.ts'
import { type Bar, barFinding, barLine } from './harness/bar.ts'
import { columns } from './harness/columns.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianPairedRatio } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/** How long and how much memory the command takes to start, against Node that does nothing. */
const root = join(import.meta.dirname, '../..')
const rounds = 20
const warmUps = 2
const memoryRounds = 5
const memoryAsked = 1.5

const installed = 'bin/lewis-perf.js'
const oneFile = 'dist/lewis-perf.mjs'
const size = [
  'size',
  '--profile',
  'lewis',
  '--scans-per-hour',
  '100',
  '--users',
  '20',
  '--retention-days',
  '365',
]

const base = 'node -e 0'
const commands: Readonly<Record<string, { args: readonly string[]; asked: number }>> = {
  [base]: { args: ['-e', '0'], asked: 1 },
  'installed --version': { args: [installed, '--version'], asked: 1.25 },
  'installed --help': { args: [installed, '--help'], asked: 1.4 },
  'installed size': { args: [installed, ...size], asked: 1.6 },
  'one file size': { args: [oneFile, ...size], asked: 1.8 },
}
const compared = Object.keys(commands).filter((name) => name !== base)

const { output } = parseArgs({ options: { output: { type: 'string', short: 'o' } } }).values
const startedAt = new Date()
const start = performance.now()
console.log(
  `${machineLine()}\n${rounds} interleaved rounds after ${warmUps} warm-ups; memory apart, ${memoryRounds} rounds`,
)
for (const [name, { args }] of Object.entries(commands))
  console.log(`  ${name.padEnd(20)}node ${args.join(' ')}`)

const seconds = interleave(casesBy(timed), { rounds, warmUps })
const peakBytes = measureMemory()
const table = resultTable()
const bars = compared.flatMap((name): Bar[] => [
  {
    name: `${name} time`,
    measured: median(of(seconds, name)) / median(of(seconds, base)),
    asked: commands[name]?.asked ?? 0,
  },
  {
    name: `${name} memory`,
    measured: median(of(peakBytes, name)) / median(of(peakBytes, base)),
    asked: memoryAsked,
  },
])
console.log(`\n${columns(rowsAsText(table))}\n`)
for (const bar of bars) console.log(barLine(bar))
if (output !== undefined) {
  writeEnvelope(
    output,
    {
      command: 'benchmark startup',
      input: { rounds, warmUps, memoryRounds },
      startedAt,
      durationMs: Math.round(performance.now() - start),
    },
    { data: { seconds, peakBytes }, findings: bars.map(barFinding), tables: [table], warnings: [] },
  )
}

function casesBy(measure: (args: readonly string[]) => number): Record<string, () => number> {
  return Object.fromEntries(Object.entries(commands).map(([name, { args }]) => [name, () => measure(args)]))
}

function timed(args: readonly string[]): number {
  const before = performance.now()
  const child = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const took = (performance.now() - before) / 1000
  if (child.status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${child.status}: ${child.stderr}`)
  return took
}

// A CommonJS preload: an ES module would load Node's module loader into the bare process, too, and flatter the ratio.
function measureMemory(): Record<string, number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
  const preload = join(folder, 'peak.cjs')
  writeFileSync(
    preload,
    `process.on('exit', () => require('fs').writeSync(3, String(process.resourceUsage().maxRSS)))`,
  )
  try {
    return interleave(
      casesBy((args) => peak(preload, args)),
      { rounds: memoryRounds, warmUps: 0 },
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function peak(preload: string, args: readonly string[]): number {
  const child = spawnSync(process.execPath, ['--require', preload, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const kibibytes = Number(child.output[3]?.toString())
  if (child.status !== 0 || !(kibibytes > 0))
    throw new Error(`node ${args.join(' ')} told no peak memory: ${child.stderr}`)
  return kibibytes * 1024
}

function resultTable(): Table {
  const titles = [
    'median',
    'fastest',
    'slowest',
    'ratio of medians',
    'median of ratios',
    'peak memory',
    'memory ratio',
  ]
  return {
    title: 'Start',
    columns: [
      { key: 'command', title: 'command' },
      ...titles.map((title) => ({ key: title.replaceAll(' ', '-'), title, align: 'right' as const })),
    ],
    rows: Object.keys(commands).map((name) => {
      const [own, bare, memory] = [of(seconds, name), of(seconds, base), median(of(peakBytes, name))]
      return [
        name,
        ...[median(own), Math.min(...own), Math.max(...own)].map((value) => quantity(value, 'seconds')),
        quantity(median(own) / median(bare), 'ratio'),
        quantity(medianPairedRatio(own, bare), 'ratio'),
        quantity(memory, 'bytes'),
        quantity(memory / median(of(peakBytes, base)), 'ratio'),
      ]
    }),
  }
}

function rowsAsText({ columns: heads, rows }: Table): string[][] {
  const text = {
    seconds: (value: number) => `${(value * 1000).toFixed(1)} ms`,
    bytes: (value: number) => `${(value / 2 ** 20).toFixed(1)} MiB`,
  }
  const cells = rows.map((row) =>
    row.map((cell) => {
      if (cell === null || typeof cell === 'string') return cell ?? ''
      return cell.unit === 'seconds' || cell.unit === 'bytes'
        ? text[cell.unit](cell.value)
        : cell.value.toFixed(2)
    }),
  )
  return [heads.map(({ title }) => title), ...cells]
}

function of(measured: Readonly<Record<string, number[]>>, name: string): readonly number[] {
  return measured[name] ?? []
}
