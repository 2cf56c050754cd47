import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Quantity, quantity, type Table } from '../../src/core/index.ts'
import { hodgesLehmann } from '../../src/metrics/index.ts'
import { columns } from './harness/columns.ts'
import { median } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/** How long a command that does nothing takes by `bench --command` and by hyperfine -N: what either adds to every time. */
const root = join(import.meta.dirname, '../..')
const program = '/bin/true'
const rounds = 20
const warmUps = 1
const runs = 100

const { output } = parseArgs({ options: { output: { type: 'string', short: 'o' } } }).values
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
const exported = join(folder, 'exported.json')
const tools = {
  'lewis-perf': [
    process.execPath,
    'bin/lewis-perf.js',
    ...['bench', '--command', program, '--runs', String(runs), '--quiet', '--export-hyperfine', exported],
  ],
  'hyperfine -N': [
    'hyperfine',
    ...['--shell=none', '--style=none', `--runs=${runs}`, `--export-json=${exported}`, program],
  ],
} as const
type Tool = keyof typeof tools
const names = Object.keys(tools) as Tool[]

/** Of one round: the median time that the tool reports, and what the tool itself took for each run, with its own start in it. */
interface Round {
  reportedSeconds: number
  spentSeconds: number
}

const startedAt = new Date()
const start = performance.now()
const version = spawnSync('hyperfine', ['--version'], { encoding: 'utf8' }).stdout
if (!version) {
  rmSync(folder, { recursive: true, force: true })
  console.log('SKIPPED needs hyperfine: benchmark commands')
  process.exit(0)
}
console.log(
  `${machineLine()}; ${version.trim()}\n${rounds} rounds of ${runs} runs each, in alternating order, after ${warmUps} warm-up`,
)
for (const name of names) console.log(`  ${name.padEnd(14)}${tools[name].join(' ')}`)

const measured: Record<Tool, Round[]> = { 'lewis-perf': [], 'hyperfine -N': [] }
for (let round = -warmUps; round < rounds; round++) {
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const one = measure(name)
    if (round >= 0) measured[name].push(one)
  }
}
rmSync(folder, { recursive: true, force: true })

const [own, other] = names.map((name) => measured[name].map((round) => round.reportedSeconds))
const logs = (own ?? []).map((seconds, round) => Math.log(seconds / (other?.[round] ?? Number.NaN)))
const { estimate, low, high } = hodgesLehmann(logs)
const differences = (own ?? []).map((seconds, round) => seconds - (other?.[round] ?? Number.NaN))
const difference = hodgesLehmann(differences)
const table = resultTable()
const figure = `lewis-perf says ${micro(difference.estimate)} (${micro(difference.low)} to ${micro(difference.high)}) more than hyperfine -N for ${program}: ${Math.exp(estimate).toFixed(3)} times (${Math.exp(low).toFixed(3)} to ${Math.exp(high).toFixed(3)}), paired by round`
console.log(`\n${columns(rowsAsText(table))}\n\nfigure: ${figure}`)
if (output !== undefined) {
  writeEnvelope(
    output,
    {
      command: 'benchmark commands',
      input: { program, rounds, warmUps, runs },
      startedAt,
      durationMs: Math.round(performance.now() - start),
    },
    { headline: figure, data: { measured }, findings: [], tables: [table], warnings: [] },
  )
}

function measure(name: Tool): Round {
  const [file, ...args] = tools[name]
  const before = performance.now()
  const child = spawnSync(file, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  const took = (performance.now() - before) / 1000
  if (child.status !== 0) throw new Error(`${name} ended with ${child.status}: ${child.stderr}`)
  const { results } = JSON.parse(readFileSync(exported, 'utf8')) as { results: { median: number }[] }
  return { reportedSeconds: results[0]?.median ?? Number.NaN, spentSeconds: took / runs }
}

function resultTable(): Table {
  return {
    title: `What ${program} takes`,
    columns: [
      { key: 'tool', title: 'tool' },
      ...['reported', 'fastest round', 'slowest round', 'spent a run'].map((title) => ({
        key: title.replaceAll(' ', '-'),
        title,
        align: 'right' as const,
      })),
    ],
    rows: names.map((name) => {
      const reported = measured[name].map(({ reportedSeconds }) => reportedSeconds)
      const spent = median(measured[name].map(({ spentSeconds }) => spentSeconds))
      return [
        name,
        ...[median(reported), Math.min(...reported), Math.max(...reported), spent].map(
          (value): Quantity => quantity(value, 'seconds'),
        ),
      ]
    }),
  }
}

function rowsAsText({ columns: heads, rows }: Table): string[][] {
  const cells = rows.map((row) =>
    row.map((cell) => (cell === null || typeof cell === 'string' ? (cell ?? '') : micro(cell.value))),
  )
  return [heads.map(({ title }) => title), ...cells]
}

function micro(seconds: number): string {
  return `${(seconds * 1e6).toFixed(0)} us`
}
