import { spawn, spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { openScratchFolder } from '../../src/apply/index.ts'
import { openCommandSession, runCommandOnce } from '../../src/bench/index.ts'
import { nodeWorld } from '../../src/cli/node-world.ts'
import { quantity, type Table } from '../../src/core/index.ts'
import { hodgesLehmann, type Percentiles } from '../../src/metrics/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { nginx } from '../servers/nginx.ts'
import { type Bar, barFinding, barLine } from './harness/bar.ts'
import { columns } from './harness/columns.ts'
import { commandOf, type Scenario, scenarios, type Tool } from './harness/load-generators.ts'
import { median } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/**
 * Load generators against one nginx: it on core 0, they on core 1, one after the other in every round, each round in the reverse order of
 * the last. What nginx counted is the number of requests; CPU time and memory are those of the whole process, its start included.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    only: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)

const chosen = scenarios.filter(({ name }) => values.only === undefined || name.includes(values.only))

interface Round {
  requestsPerSecond: number
  cpuMicroseconds: number
  peakBytes: number
}

const startedAt = new Date()
const from = performance.now()
const world = nodeWorld()
const scratch = openScratchFolder()
const server = await nginx.start()
pin(server.pid, 0)
console.log(
  `${machineLine()}\n${rounds} rounds of ${seconds} s each; nginx on core 0, the generator on core 1`,
)
const session = await openCommandSession(world, scratch)
const rows: string[][] = [
  ['scenario', 'tool', 'requests/s', 'us CPU each', 'MiB', 'rate, of lewis-perf', 'from', 'to'],
]
const bars: Bar[] = []
try {
  for (const scenario of chosen) report(scenario, await measureAll(scenario))
  if (values.only === undefined || values.only === 'open') bars.push(...(await openModel()))
} finally {
  scratch.remove()
  await server.stop()
}
console.log(`\n${columns(rows)}\n`)
for (const bar of bars) console.log(barLine(bar))
console.log(machineLine())
if (values.output !== undefined)
  writeEnvelope(
    values.output,
    {
      command: 'benchmark load',
      input: { rounds, seconds },
      startedAt,
      durationMs: Math.round(performance.now() - from),
    },
    { data: { rows }, findings: bars.map(barFinding), tables: [table()], warnings: [] },
  )

async function measureAll(scenario: Scenario): Promise<Map<Tool, Round[]>> {
  const measured = new Map(scenario.tools.map((tool) => [tool, [] as Round[]]))
  for (let round = 0; round < rounds; round++)
    for (const tool of round % 2 === 0 ? scenario.tools : scenario.tools.toReversed()) {
      measured.get(tool)?.push(await measure(scenario, tool))
    }
  return measured
}

async function measure(scenario: Scenario, tool: Tool): Promise<Round> {
  const before = await requestsServed()
  const ran = await runCommandOnce(
    world,
    session,
    ['taskset', '-c', '1', ...commandOf(scenario, tool, { server, seconds })].join(' '),
    {
      shell: null,
      directory: world.directory,
      input: null,
      output: 'null',
      timeoutSeconds: seconds + 60,
      ignoreFailure: [],
      paddingBytes: 0,
    },
  )
  if (ran === null) throw new Error('interrupted')
  const requests = (await requestsServed()) - before - 1
  const cpu = (ran.userSeconds ?? Number.NaN) + (ran.systemSeconds ?? Number.NaN)
  return {
    requestsPerSecond: requests / seconds,
    cpuMicroseconds: (cpu / requests) * 1e6,
    peakBytes: ran.peakBytes ?? Number.NaN,
  }
}

async function requestsServed(): Promise<number> {
  const text = await (await fetch(`${server.url}/status`)).text()
  return Number(/\n \d+ \d+ (\d+)/.exec(text)?.[1])
}

function report(scenario: Scenario, measured: Map<Tool, Round[]>): void {
  const own = measured.get('lewis-perf') ?? []
  for (const [tool, of] of measured) {
    const logs = of.map((one, index) =>
      Math.log(one.requestsPerSecond / (own[index]?.requestsPerSecond ?? Number.NaN)),
    )
    const { estimate, low, high } = hodgesLehmann(logs)
    const ratio =
      tool === 'lewis-perf' ? ['', '', ''] : [estimate, low, high].map((log) => Math.exp(log).toFixed(3))
    rows.push([
      tool === 'lewis-perf' ? scenario.name : '',
      tool,
      Math.round(median(of.map((one) => one.requestsPerSecond))).toLocaleString('en'),
      median(of.map((one) => one.cpuMicroseconds)).toFixed(2),
      (median(of.map((one) => one.peakBytes)) / 2 ** 20).toFixed(0),
      ...ratio,
    ])
    if (
      scenario.protocol === 'h1' &&
      scenario.connections === 50 &&
      scenario.path === '/ok' &&
      tool !== 'lewis-perf'
    ) {
      const asked = { wrk: 1 / 0.85, h2load: 1 / 0.9, autocannon: 0.5 }[tool]
      bars.push({
        name: `${tool}'s rate over ours at 50 connections`,
        measured: Math.exp(estimate),
        asked: Number(asked.toFixed(3)),
      })
    }
  }
  console.log(columns(rows.slice(-measured.size)))
}

/**
 * 20 000 a second, due one by one: how far the rate is off, and how late requests leave. Before each round a bare spin says how late
 * anybody is on that core. Two seconds come before the measured time: code that has not run yet is compiled in the first.
 */
async function openModel(): Promise<Bar[]> {
  const unsent: number[] = []
  const lags: number[] = []
  const spins: number[] = []
  for (let round = 0; round < rounds; round++) {
    spins.push(spinP99Us())
    const { counts, latency } = await openRound()
    unsent.push(1 - counts.sent / 200_000)
    lags.push(latency.sendLag.p99Seconds * 1e6)
    console.log(
      `open model at 20,000/s: sent ${counts.sent} of 200,000; send lag p50 ${(latency.sendLag.p50Seconds * 1e6).toFixed(0)} us, p99 ${lags.at(-1)?.toFixed(0)} us; latency from the due time p50 ${(latency.fromDue.p50Seconds * 1e6).toFixed(0)} us, p99 ${(latency.fromDue.p99Seconds * 1e6).toFixed(0)} us; bare spin p99 ${spins.at(-1)?.toFixed(0)} us`,
    )
  }
  const [lag, spin] = [median(lags), median(spins)]
  return [
    { name: 'open model, 20,000/s: share of requests not sent', measured: Math.max(...unsent), asked: 0.001 },
    {
      name: `open model, 20,000/s: send lag p99 in us (of a bare spin: ${spin.toFixed(0)} us, 1.5 times it or 1 ms is asked)`,
      measured: lag,
      asked: Math.max(1000, 1.5 * spin),
    },
  ]
}

function spinP99Us(): number {
  const program = new URL('harness/bare-spin.mjs', import.meta.url).pathname
  const { stdout } = spawnSync('taskset', ['-c', '1', process.execPath, program, '10'], { encoding: 'utf8' })
  return Number(JSON.parse(stdout).p99Us)
}

async function openRound(): Promise<
  LoadtestData & { latency: { sendLag: Percentiles; fromDue: Percentiles } }
> {
  const file = `${scratch.path}/open.json`
  const command = `taskset -c 1 ${process.execPath} bin/lewis-perf.js loadtest ${server.url}/ok --rate 20000/s --connections 64 --warmup 2s --duration 10s -q -o json=${file}`
  await runCommandOnce(world, session, command, {
    shell: null,
    directory: world.directory,
    input: null,
    output: 'null',
    timeoutSeconds: 60,
    ignoreFailure: 'all',
    paddingBytes: 0,
  })
  const text = world.files.text(file)
  if (!text.ok) throw new Error('the open model left no result')
  return JSON.parse(text.value).data
}

function pin(pid: number, core: number): void {
  const workers = spawn(
    'sh',
    ['-c', `for p in ${pid} $(pgrep -P ${pid}); do taskset -a -c -p ${core} $p; done`],
    { stdio: 'ignore' },
  )
  workers.unref()
}

function table(): Table {
  const [titles = [], ...body] = rows
  return {
    title: 'Load generators',
    main: true,
    columns: titles.map((title, index) => ({
      key: `column-${index}`,
      title,
      align: index < 2 ? ('left' as const) : ('right' as const),
    })),
    rows: body.map((row) =>
      row.map((cell) => (/^[\d.]+$/.test(cell) ? quantity(Number(cell), 'count') : cell)),
    ),
  }
}
