import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { quantity, type Table } from '../../src/core/index.ts'
import { type Bar, barFinding, barLine } from './harness/bar.ts'
import { columns } from './harness/columns.ts'
import { interleave } from './harness/interleave.ts'
import { median } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/** What a diagnosis costs beyond its window, beside what systeminformation costs for less: time, memory, child processes. */
const root = join(import.meta.dirname, '../..')
const rounds = 7
const warmUps = 1
const windowSeconds = 1
const preload = "process.on('exit',()=>require('fs').writeSync(3,String(process.resourceUsage().maxRSS)))"

const whole = `const s=require('systeminformation');s.getAllData().then(()=>process.exit(0))`
const dynamic = `const s=require('systeminformation');s.getDynamicData().then(()=>process.exit(0))`
const cases: Readonly<Record<string, { args: readonly string[]; waits: number }>> = {
  'node -e 0': { args: ['-e', '0'], waits: 0 },
  [`diagnose --window ${windowSeconds}s`]: {
    args: ['bin/lewis-perf.js', 'diagnose', '--window', `${windowSeconds}s`],
    waits: windowSeconds,
  },
  'diagnose --quick': { args: ['bin/lewis-perf.js', 'diagnose', '--quick'], waits: 0 },
  'diagnose --window, --no-exec': {
    args: ['bin/lewis-perf.js', 'diagnose', '--no-exec', '--window', `${windowSeconds}s`],
    waits: windowSeconds,
  },
  'systeminformation getAllData': { args: ['-e', whole], waits: 0 },
  'systeminformation getDynamicData': { args: ['-e', dynamic], waits: 0 },
}
const names = Object.keys(cases)
const base = 'node -e 0'
const main = names[1] ?? ''

const { output } = parseArgs({ options: { output: { type: 'string', short: 'o' } } }).values
const startedAt = new Date()
const start = performance.now()
console.log(`${machineLine()}\n${rounds} interleaved rounds after ${warmUps} warm-up`)
for (const [name, { args }] of Object.entries(cases))
  console.log(`  ${name.padEnd(34)}node ${args.join(' ')}`)

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
const preloadFile = join(folder, 'peak.cjs')
writeFileSync(preloadFile, preload)
const peaks: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
const seconds = interleave(
  Object.fromEntries(names.map((name) => [name, () => run(name)])) as Record<string, () => number>,
  { rounds, warmUps },
)
const children = Object.fromEntries(names.map((name) => [name, childProcessesOf(name)]))
rmSync(folder, { recursive: true, force: true })

const table = resultTable()
const bars: Bar[] = [
  { name: 'milliseconds beyond the window and node -e 0', measured: beyond(main) * 1000, asked: 100 },
  { name: 'peak memory in MB', measured: median(peaks[main] ?? []) / 1e6, asked: 80 },
  {
    name: 'child processes with --no-exec',
    measured: children['diagnose --window, --no-exec'] ?? 99,
    asked: 0,
  },
]
console.log(`\n${columns(rowsAsText())}\n`)
for (const bar of bars) console.log(barLine(bar))
if (output !== undefined) {
  writeEnvelope(
    output,
    {
      command: 'benchmark diagnose',
      input: { rounds, warmUps, windowSeconds },
      startedAt,
      durationMs: Math.round(performance.now() - start),
    },
    { data: { seconds, peaks, children }, findings: bars.map(barFinding), tables: [table], warnings: [] },
  )
}

function run(name: string): number {
  const { args } = cases[name] ?? { args: [] }
  const before = performance.now()
  const child = spawnSync(process.execPath, ['--require', preloadFile, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const took = (performance.now() - before) / 1000
  const kibibytes = Number(child.output[3]?.toString())
  if (!(kibibytes > 0)) throw new Error(`node ${args.join(' ')} told no peak memory: ${child.stderr}`)
  peaks[name]?.push(kibibytes * 1024)
  return took
}

/** Processes begun, counted by strace; threads are none. */
function childProcessesOf(name: string): number {
  const { args } = cases[name] ?? { args: [] }
  const log = join(folder, 'strace')
  const traced = spawnSync(
    'strace',
    ['-f', '-q', '-e', 'trace=execve', '-o', log, process.execPath, ...args],
    {
      cwd: root,
      stdio: 'ignore',
    },
  )
  if (traced.error !== undefined) return Number.NaN
  return (
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /execve\(.*= 0$/.test(line)).length - 1
  )
}

/** Median seconds beyond what the command waits for and beyond bare Node. */
function beyond(name: string): number {
  return median(seconds[name] ?? []) - (cases[name]?.waits ?? 0) - median(seconds[base] ?? [])
}

function resultTable(): Table {
  const titles = ['median', 'fastest', 'slowest', 'beyond', 'peak memory', 'child processes']
  return {
    title: 'Cost',
    columns: [
      { key: 'command', title: 'command' },
      ...titles.map((title) => ({ key: title.replaceAll(' ', '-'), title, align: 'right' as const })),
    ],
    rows: names.map((name) => {
      const own = seconds[name] ?? []
      return [
        name,
        ...[median(own), Math.min(...own), Math.max(...own), beyond(name)].map((value) =>
          quantity(value, 'seconds'),
        ),
        quantity(median(peaks[name] ?? []), 'bytes'),
        Number.isNaN(children[name]) ? null : quantity(children[name] ?? 0, 'count'),
      ]
    }),
  }
}

function rowsAsText(): string[][] {
  const words = (value: number, unit: string): string => {
    if (unit === 'seconds') return `${(value * 1000).toFixed(0)} ms`
    return unit === 'bytes' ? `${(value / 2 ** 20).toFixed(1)} MiB` : String(value)
  }
  const cells = table.rows.map((row) =>
    row.map((cell) =>
      cell === null ? 'no strace' : typeof cell === 'string' ? cell : words(cell.value, cell.unit),
    ),
  )
  return [table.columns.map(({ title }) => title), ...cells]
}
