import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mmc } from '../../src/capacity/index.ts'
import type { Table } from '../../src/core/index.ts'
import { type Bar, barFinding, barLine, isMet } from './harness/bar.ts'
import { bundled } from './harness/bundled.ts'
import { columns } from './harness/columns.ts'
import { interleave } from './harness/interleave.ts'
import { median } from './harness/ratios.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'
import { shapes } from './simulate/shapes.ts'
import { otherSimulators, runTimed, type Simulator, type Timed } from './simulate/simulators.ts'

/** Events a second of the simulator, beside those of others; its memory; and two laws that have to be quick. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    requests: { type: 'string', default: '2000000' },
    json: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
})
const rounds = Number(values.rounds)
const requests = Number(values.requests)
/** An arrival and an end of service of each request: what every simulator has to do. */
const eventsEach = 2

interface Own extends Timed {
  events: number
  heapBytes: number
  residentBytes: number
}

const startedAt = new Date()
const start = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-simulate-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const here = import.meta.dirname
const [program, laws] = [
  await bundled(join(here, 'simulate/many-servers.ts'), folder),
  await bundled(join(here, 'simulate/laws.ts'), folder),
]
const { found: others, skipped } = otherSimulators(folder)
const own = Object.keys(shapes).map(
  (shape): Simulator => ({
    name: `lewis-perf, ${shape}`,
    does: 'event heap, balancer, queue limit, histograms of response and wait, means over time',
    requests,
    command: (count, seed) => [process.execPath, program, shape, String(count), String(seed)],
  }),
)
const simulators = [...own, ...others]
console.log(
  `${machineLine()}\nM/M/16 at 80 %, one run a process, pinned to one core, ${rounds} rounds in turn; an event is an arrival or an end of service, a second one of the processor`,
)
for (const { name, does, requests: count } of simulators)
  console.log(`  ${name.padEnd(46)}${count} requests: ${does}`)
for (const line of skipped) console.log(line)

let seed = 0
const means: Record<string, number[]> = {}
const rates = interleave(
  Object.fromEntries(simulators.map((one) => [one.name, () => eventsPerSecond(one)])) as Record<
    string,
    () => number
  >,
  { rounds, warmUps: 1 },
)
const memory = [1e6, 1e7].map((count) => measuredMemory(count))
const [few, many] = memory
const quick = quickLaws()
const exact = mmc({ ratePerSecond: 0.8 * 16, serviceSeconds: 1, servers: 16 }).responseSeconds

const table = resultTable()
console.log(
  `\n${columns([table.columns.map(({ title }) => title), ...table.rows.map((row) => row.map(String))])}`,
)
console.log(`\nM/M/16 answers in ${exact.toFixed(4)} service times in the mean`)
for (const [index, count] of ['1,000,000', '10,000,000'].entries())
  console.log(
    `after ${count} requests: ${inMegabytes(memory[index]?.residentBytes)} MB resident at most, ${inMegabytes(memory[index]?.heapBytes)} MB of heap and buffers`,
  )
const bars: Bar[] = [
  {
    name: 'million events a second, M/M/16 as one instance behind a balancer',
    measured: millionsOf('one instance'),
    asked: 3,
    isLeast: true,
  },
  {
    name: 'million events a second, M/M/16 as a shared queue',
    measured: millionsOf('shared queue'),
    asked: 3,
    isLeast: true,
  },
  {
    name: 'heap after ten times as many requests, of that before',
    measured: (many?.heapBytes ?? Number.NaN) / (few?.heapBytes ?? Number.NaN),
    asked: 1.1,
  },
  {
    name: 'resident memory after ten times as many requests, of that before',
    measured: (many?.residentBytes ?? Number.NaN) / (few?.residentBytes ?? Number.NaN),
    asked: 1.1,
  },
  {
    name: 'milliseconds of a USL fit of 360 points, first call',
    measured: quick.usl.first * 1000,
    asked: 20,
  },
  { name: 'milliseconds of a USL fit of 360 points', measured: quick.usl.later * 1000, asked: 20 },
  {
    name: 'milliseconds of Erlang C of 100,000 servers, first call',
    measured: quick.erlangC.first * 1000,
    asked: 5,
  },
  { name: 'milliseconds of Erlang C of 100,000 servers', measured: quick.erlangC.later * 1000, asked: 5 },
]
console.log('')
for (const bar of bars) console.log(barLine(bar))
console.log(machineLine())
const file = values.json ?? values.output
if (file !== undefined)
  writeEnvelope(
    file,
    {
      command: 'benchmark simulate',
      input: { rounds, requests },
      startedAt,
      durationMs: Math.round(performance.now() - start),
    },
    {
      data: { rates, means, memory, quick },
      findings: bars.map(barFinding),
      tables: [table],
      warnings: skipped,
    },
  )
process.exitCode = bars.every(isMet) ? 0 : 1

/** Of one of our shapes, in the median. */
function millionsOf(shape: string): number {
  return median(rates[`lewis-perf, ${shape}`] ?? []) / 1e6
}

function eventsPerSecond(one: Simulator): number {
  const run = runTimed<Timed>(one.command(one.requests, ++seed))
  if (run === null) throw new Error(`${one.name} failed`)
  means[one.name] = [...(means[one.name] ?? []), run.meanSeconds]
  return (run.requests * eventsEach) / run.seconds
}

/** In a process of its own, garbage collected at the end. */
function measuredMemory(count: number): Own {
  const run = runTimed<Own>([process.execPath, '--expose-gc', program, 'one instance', String(count), '1'])
  if (run === null) throw new Error('the run for its memory failed')
  return run
}

/** Medians over fresh processes, each of one law alone. */
function quickLaws(): Record<'usl' | 'erlangC', { first: number; later: number }> {
  const of = (law: string) => {
    const all = Array.from({ length: 11 }, () =>
      runTimed<{ first: number; later: number }>([process.execPath, laws, law]),
    ).filter((run) => run !== null)
    return {
      first: median(all.map(({ first: call }) => call)),
      later: median(all.map(({ later }) => later)),
    }
  }
  return { usl: of('usl'), erlangC: of('erlang-c') }
}

function resultTable(): Table {
  const base = median(rates[simulators[0]?.name ?? ''] ?? [])
  return {
    title: 'Events a second',
    main: true,
    columns: [
      { key: 'simulator', title: 'simulator' },
      ...['median', 'slowest', 'fastest', 'times as slow', 'mean response'].map((title) => ({
        key: title.replaceAll(' ', '-'),
        title,
        align: 'right' as const,
      })),
    ],
    rows: simulators.map(({ name }) => {
      const all = rates[name] ?? []
      const millions = (value: number): string => `${(value / 1e6).toFixed(value < 1e6 ? 3 : 2)} M/s`
      return [
        name,
        millions(median(all)),
        millions(Math.min(...all)),
        millions(Math.max(...all)),
        (base / median(all)).toFixed(1),
        median(means[name] ?? []).toFixed(3),
      ]
    }),
  }
}

function inMegabytes(bytes: number | undefined): string {
  return ((bytes ?? Number.NaN) / 1e6).toFixed(1)
}
