import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Finding, quantity, type Table } from '../../src/core/index.ts'
import { clopperPearson, mean } from '../../src/metrics/index.ts'
import { columns } from './harness/columns.ts'
import { type Kind, type LiveGate, runLiveGate } from './harness/live-gate.ts'
import {
  type NaiveVerdict,
  type Samples,
  tinybenchMargins,
  tinybenchMeans,
  twoBlockMannWhitney,
  vitestCompare,
} from './harness/naive-designs.ts'
import { machineLine, writeEnvelope } from './harness/result.ts'

/** The gate on this machine, on code that is the same and on code that does 5 % more work; beside it what other designs say. */
const suites = ['json', 'records', 'text']

const { values } = parseArgs({
  options: {
    same: { type: 'string', default: '60' },
    slower: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    output: { type: 'string', short: 'o' },
  },
})
const counts: Record<Kind, number> = { same: Number(values.same), slower: Number(values.slower) }
const seed = Number(values.seed)

interface Design {
  name: string
  judge(samples: Samples): NaiveVerdict
}
const designs: readonly Design[] = [
  { name: 'means, margins apart (tinybench)', judge: tinybenchMargins },
  { name: 'means, ratio over 1.05 (tinybench)', judge: (samples) => tinybenchMeans(samples) },
  { name: 'rates, to two decimals (vitest)', judge: vitestCompare },
  { name: 'Mann-Whitney .05, two blocks', judge: (samples) => twoBlockMannWhitney(samples) },
]

const startedAt = new Date()
const from = performance.now()
console.log(`${machineLine()}\n${counts.same} gates on the same code, ${counts.slower} on 5 % more work`)
const gates = runAll()
const totalSeconds = (performance.now() - from) / 1000
const rows = resultRows()
console.log(
  `\n${columns([['design', 'false alarms', 'bound at 95 %', 'missed', 'bound at 95 %'], ...rows])}\n`,
)
const lines = summaryLines()
for (const line of lines) console.log(line)
console.log(machineLine())
if (values.output !== undefined) {
  writeEnvelope(
    values.output,
    {
      command: 'benchmark gate',
      input: { ...counts, seed },
      startedAt,
      durationMs: Math.round(totalSeconds * 1000),
    },
    { data: { gates }, findings: findings(), tables: [table()], warnings: [] },
  )
}

/** Both kinds in turn, so that a slow hour of the machine hits both. */
function runAll(): LiveGate[] {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-gates-'))
  try {
    const order = spread()
    return order.map((kind, index) => {
      // Every suite gets its share of both kinds, which themselves come round every few gates.
      const turn = index + Math.floor(index / suites.length)
      const gate = runLiveGate(folder, suites[turn % suites.length] ?? 'json', kind, seed + index)
      const change = `${(gate.estimate * 100).toFixed(2)} %`.padStart(8)
      console.log(
        `${String(index + 1).padStart(3)} of ${order.length}  ${gate.suite.padEnd(8)}${kind.padEnd(7)}${gate.verdict.padEnd(13)}${change}  ${gate.pairs} pairs, ${gate.seconds.toFixed(1)} s`,
      )
      return gate
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function spread(): Kind[] {
  const all = counts.same + counts.slower
  return Array.from({ length: all }, (_, index): Kind => {
    const before = Math.floor((index * counts.slower) / all)
    return Math.floor(((index + 1) * counts.slower) / all) > before ? 'slower' : 'same'
  })
}

function of(kind: Kind): LiveGate[] {
  return gates.filter((gate) => gate.kind === kind)
}

/** False alarms and misses of the gate, and of each other design on data taken as it takes them. */
function resultRows(): string[][] {
  const row = (name: string, isSlower: (gate: LiveGate) => boolean): string[] => {
    const alarms = of('same').filter(isSlower).length
    const missed = of('slower').filter((gate) => !isSlower(gate)).length
    return [name, ...rate(alarms, counts.same), ...rate(missed, counts.slower)]
  }
  return [
    row('lewis-perf bench gate', ({ verdict }) => verdict === 'fail'),
    ...designs.map(({ name, judge }) => row(name, ({ blocks }) => judge(blocks) === 'slower')),
    ...designs
      .slice(0, 3)
      .map(({ name, judge }) =>
        row(`${name}, on the gate's pairs`, ({ paired }) => judge(paired) === 'slower'),
      ),
  ]
}

function rate(count: number, all: number): string[] {
  if (all === 0) return ['none run', '']
  const bound = clopperPearson(count, all, { sides: 1 }).high
  return [`${count} of ${all}`, `at most ${(bound * 100).toFixed(1)} %`]
}

function summaryLines(): string[] {
  const open = (kind: Kind): number =>
    of(kind).filter(({ verdict }) => verdict !== 'fail' && verdict !== 'pass').length
  return (['same', 'slower'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => {
      const own = of(kind)
      const passed = own.filter(({ verdict }) => verdict === 'pass').length
      return `${kind}: ${own.length} gates, ${passed} passed, ${open(kind)} inconclusive, mean ${mean(own.map(({ pairs }) => pairs)).toFixed(1)} pairs, ${mean(own.map(({ seconds }) => seconds)).toFixed(1)} s a gate, mean change ${(mean(own.map(({ estimate }) => estimate)) * 100).toFixed(2)} %`
    })
    .concat(`${totalSeconds.toFixed(0)} s in all`)
}

function table(): Table {
  const titles = ['False alarms', 'At most', 'Missed', 'At most']
  return {
    title: 'False alarms and misses',
    main: true,
    columns: [
      { key: 'design', title: 'Design' },
      ...titles.map((title, index) => ({ key: `column-${index}`, title, align: 'right' as const })),
    ],
    rows,
  }
}

function findings(): Finding[] {
  const alarms = of('same').filter(({ verdict }) => verdict === 'fail').length
  const found = of('slower').filter(({ verdict }) => verdict === 'fail').length
  return [
    {
      id: 'benchmark.gate',
      title: 'The gate on this machine',
      status: 'info',
      because: lines.join('; '),
      evidence: { 'false alarms': quantity(alarms, 'count'), found: quantity(found, 'count') },
    },
  ]
}
