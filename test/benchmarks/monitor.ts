import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { quantity, type Table } from '../../src/core/index.ts'
import { freePort } from '../servers/program.ts'
import { type Bar, barFinding, barLine } from './harness/bar.ts'
import { columns } from './harness/columns.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'
import { type Cost, ended, watched } from './harness/watched-cost.ts'

/**
 * What watching a machine once a second costs: CPU time of the process and its children, and resident memory, of all tools side by side, so
 * that they watch the same machine at the same time; together they leave it idle. The first seconds, in which a program starts, are left out
 * of all. Then how a monitor serves hundreds of clients of its stream.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    'fan-out-seconds': { type: 'string', default: '60' },
    only: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
})
const seconds = Number(values.seconds)
const fanOutSeconds = Number(values['fan-out-seconds'])
const root = join(import.meta.dirname, '../..')
const program = join(root, 'bin/lewis-perf.js')
const clientProgram = join(import.meta.dirname, 'harness/stream-clients.ts')
const settleMs = 5000

interface Case {
  name: string
  start(port: number): ChildProcess
  /** Who asks it meanwhile. */
  ask?(port: number, forSeconds: number): Promise<unknown>
}

/** Where a rival finds what it is told by a file alone. */
const settings = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
process.once('exit', () => rmSync(settings, { recursive: true, force: true }))

const inTerminal = (command: string, more: Record<string, string> = {}): ChildProcess =>
  quietly('script', ['-qefc', `stty rows 24 cols 80; exec ${command}`, '/dev/null'], {
    TERM: 'xterm-256color',
    ...more,
  })
const monitor = (...args: string[]): ChildProcess =>
  quietly(process.execPath, [program, 'monitor', '-q', ...args])

const cases: readonly Case[] = [
  { name: 'lewis-perf monitor, headless', start: () => monitor() },
  {
    name: 'lewis-perf monitor, page and 10 clients',
    start: (port) => monitor('--serve', String(port)),
    ask: (port, forSeconds) => streamClients(port, 10, forSeconds),
  },
  {
    name: 'lewis-perf monitor, on a terminal',
    start: () => inTerminal(`${process.execPath} ${program} monitor`),
  },
  {
    name: 'prometheus-node-exporter, asked each second',
    start: (port) => quietly('prometheus-node-exporter', [`--web.listen-address=127.0.0.1:${port}`]),
    ask: scrape,
  },
  {
    name: 'glances, each second',
    start: () => quietly('glances', ['-t', '1', '--stdout', 'cpu.user,mem.used,load']),
  },
  { name: 'htop, each second', start: () => inTerminal('htop -d 10') },
  {
    name: 'btop, each second',
    start: () => {
      mkdirSync(join(settings, 'btop'), { recursive: true })
      writeFileSync(join(settings, 'btop/btop.conf'), 'update_ms = 1000\n')
      return inTerminal('btop --utf-force', { XDG_CONFIG_HOME: settings })
    },
  },
]

const startedAt = new Date()
const from = performance.now()
const chosen = cases.filter(({ name }) => values.only === undefined || name.includes(values.only))
console.log(
  `${machineLine()}\n${seconds} s side by side after ${settleMs / 1000} s; fan-out ${fanOutSeconds} s each`,
)
const costs = new Map<string, Cost>()
const notRun: string[] = []
const measured = await Promise.all(chosen.map(async (one) => ({ name: one.name, cost: await costOf(one) })))
for (const { name, cost } of measured) {
  if (cost === null) notRun.push(name)
  else costs.set(name, cost)
}
const fanOuts = values.only === undefined ? [await fanOut(200), await fanOut(1000)] : []

const shown = [...costs].map(([name, { cpuShare, medianBytes, peakBytes }]) => [
  name,
  `${(cpuShare * 100).toFixed(2)} %`,
  `${(medianBytes / 1e6).toFixed(1)}`,
  `${(peakBytes / 1e6).toFixed(1)}`,
])
console.log(`\n${columns([['tool', 'of a core', 'MB', 'peak MB'], ...shown])}`)
for (const name of notRun) console.log(`${name}: not run, it is not installed`)
for (const { clients, received, lost, p50Ms, p99Ms, maxMs, cost } of fanOuts) {
  console.log(
    `${clients} clients: ${received} ticks, ${lost} lost; delay p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, longest ${maxMs.toFixed(1)} ms; ${(cost.cpuShare * 100).toFixed(1)} % of a core, ${(cost.peakBytes / 1e6).toFixed(0)} MB`,
  )
}
console.log('')
const headless = costs.get(cases[0]?.name ?? '')
const bars: Bar[] = [
  ...(headless === undefined
    ? []
    : [
        { name: 'per cent of a core, headless', measured: headless.cpuShare * 100, asked: 1 },
        { name: 'peak memory in MB, headless', measured: headless.peakBytes / 1e6, asked: 80 },
      ]),
  ...fanOuts.map(({ clients, lost: measured }) => ({ name: `ticks lost of ${clients}`, measured, asked: 0 })),
]
for (const bar of bars) console.log(barLine(bar))
console.log(machineLine())
if (values.output !== undefined) {
  writeEnvelope(
    values.output,
    {
      command: 'benchmark monitor',
      input: { seconds, fanOutSeconds },
      startedAt,
      durationMs: Math.round(performance.now() - from),
    },
    {
      data: { costs: Object.fromEntries(costs), fanOuts, notRun },
      findings: bars.map(barFinding),
      tables: [costTable()],
      warnings: notRun.map((name) => `${name} was not run: it is not installed.`),
    },
  )
}

/** Null where the program is not there. */
async function costOf({ start, ask }: Case): Promise<Cost | null> {
  const port = await freePort()
  const child = start(port)
  const isThere = await Promise.race([
    once(child, 'spawn').then(() => true),
    once(child, 'error').then(() => false),
  ])
  if (!isThere) return null
  try {
    await pause(settleMs)
    if (child.exitCode !== null) return null
    const [cost] = await Promise.all([watched(child, seconds), ask?.(port, seconds)])
    return cost
  } finally {
    await ended(child)
  }
}

async function fanOut(clients: number) {
  console.error(`${clients} clients`)
  const port = await freePort()
  const child = monitor('--serve', String(port))
  try {
    await pause(settleMs)
    const [cost, told] = await Promise.all([
      watched(child, fanOutSeconds),
      streamClients(port, clients, fanOutSeconds),
    ])
    return { ...told, cost }
  } finally {
    await ended(child)
  }
}

interface Told {
  clients: number
  received: number
  lost: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

async function streamClients(port: number, count: number, forSeconds: number): Promise<Told> {
  const args = [
    '--import',
    'tsx',
    clientProgram,
    `ws://127.0.0.1:${port}/ws`,
    String(count),
    String(forSeconds),
  ]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  await once(child, 'close')
  return JSON.parse(output) as Told
}

async function scrape(port: number, forSeconds: number): Promise<void> {
  for (let second = 0; second < forSeconds; second++) {
    await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    await pause(1000)
  }
}

function quietly(command: string, args: string[], more: Record<string, string> = {}): ChildProcess {
  const { CI: _, ...environment } = process.env
  return spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], env: { ...environment, ...more } })
}

function costTable(): Table {
  return {
    title: 'What watching costs',
    main: true,
    columns: [
      { key: 'tool', title: 'Tool' },
      { key: 'cpu', title: 'Of a core', align: 'right' },
      { key: 'memory', title: 'Memory', align: 'right' },
      { key: 'peak', title: 'Peak', align: 'right' },
    ],
    rows: [...costs].map(([name, { cpuShare, medianBytes, peakBytes }]) => [
      name,
      quantity(cpuShare, 'ratio'),
      quantity(medianBytes, 'bytes'),
      quantity(peakBytes, 'bytes'),
    ]),
  }
}
