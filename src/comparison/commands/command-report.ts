import { type Cell, type Quantity, quantity, type Table, type Unit } from '../../core/index.ts'
import { median, medianInterval } from '../../metrics/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { CommandResults, CommandRun } from './command-run.ts'
import type { CommandComparison } from './compare-commands.ts'

const measures: readonly {
  key: Exclude<keyof CommandRun, 'wallSeconds' | 'exitCode' | 'signal' | 'leftRunning'>
  title: string
  unit: Unit
}[] = [
  { key: 'userSeconds', title: 'User', unit: 'seconds' },
  { key: 'systemSeconds', title: 'System', unit: 'seconds' },
  { key: 'peakBytes', title: 'Peak memory', unit: 'bytes' },
  { key: 'minorFaults', title: 'Minor faults', unit: 'count' },
  { key: 'majorFaults', title: 'Major faults', unit: 'count' },
  { key: 'voluntarySwitches', title: 'Voluntary switches', unit: 'count' },
  { key: 'involuntarySwitches', title: 'Involuntary switches', unit: 'count' },
]

/** With fewer runs no interval of a median attains 95 %. */
const fewestForInterval = 6

/** What each command took (medians, wall time with its interval), and how they compare where there are several. */
export function commandTables(results: CommandResults, comparisons: readonly CommandComparison[]): Table[] {
  const command = { key: 'command', title: 'Command' }
  const asColumn = ({ key, title }: (typeof measures)[number]) => ({ key, title, align: 'right' as const })
  const shown = measures.slice(0, 3)
  const unseen = measures.slice(3)
  const ran: Table = {
    title: `Commands (medians, wall time with its ${hasInterval(results) ? '95 % interval' : 'range: 6 runs make an interval'})`,
    main: true,
    columns: [
      command,
      { key: 'wall', title: 'Wall time', align: 'right' },
      ...shown.map(asColumn),
      { key: 'runs', title: 'Runs', align: 'right' },
    ],
    rows: results.commands.map(({ measured, runs }) => [
      measured.name,
      runs.length === 0 ? null : wallOf(measured.seconds),
      ...shown.map((one) => medianOf(runs, one)),
      quantity(runs.length, 'count'),
    ]),
  }
  const background: Table = {
    title: 'Page faults, context switches and exit codes of a run (medians)',
    detail: true,
    columns: [command, ...unseen.map(asColumn), { key: 'exits', title: 'Exits' }],
    rows: results.commands.map(({ measured, runs }) => [
      measured.name,
      ...unseen.map((one) => medianOf(runs, one)),
      exitsOf(runs),
    ]),
  }
  if (comparisons.length === 0) return [ran, background]
  return [ran, comparedTable(results, comparisons), pairsTable(results, comparisons), background]
}

/** One line: how the commands compare, which is the fastest of many, or what the only one took. */
export function commandHeadline(results: CommandResults, comparisons: readonly CommandComparison[]): string {
  const ran = results.commands.filter(({ runs }) => runs.length > 0)
  const [fastest] = ran.toSorted((a, b) => median(a.measured.seconds) - median(b.measured.seconds))
  if (fastest === undefined) return 'No run was measured.'
  const { name, seconds } = fastest.measured
  if (comparisons.length > 3)
    return `${name} is the fastest of ${ran.length} commands: ${formatQuantity(median(seconds), 'seconds')} in the median.`
  if (comparisons.length > 0) return comparisons.map(sentenceOf).join(' ')
  const what = seconds.length < fewestForInterval ? 'the median and range' : 'the median'
  return seconds.length === 1
    ? `${name} takes ${formatQuantity(seconds[0] ?? 0, 'seconds')} in one run.`
    : `${name} takes ${formatQuantity(wallOf(seconds))}, ${what} of ${counted(seconds.length, 'run')}.`
}

/** Whether every command has as many runs as an interval at 95 % takes. */
function hasInterval({ commands }: CommandResults): boolean {
  return commands.every(({ runs }) => runs.length === 0 || runs.length >= fewestForInterval)
}

function comparedTable(results: CommandResults, comparisons: readonly CommandComparison[]): Table {
  const references = new Set(comparisons.map(({ reference }) => reference))
  const [only = ''] = references
  const isPaired = results.design === 'paired'
  const against = references.size === 1 ? only : 'the reference with the same values'
  return {
    title: `Wall time against ${against}, ${isPaired ? 'paired by round' : 'unpaired'}`,
    columns: [
      { key: 'command', title: 'Command' },
      ...(references.size === 1 ? [] : [{ key: 'reference', title: 'Against' }]),
      { key: 'ratio', title: 'Times as long', align: 'right' },
      { key: 'p', title: 'p', align: 'right' },
      { key: 'pairs', title: isPaired ? 'Pairs' : 'Runs', align: 'right' },
      { key: 'detectable', title: 'Can find', align: 'right' },
    ],
    rows: comparisons.map((one) => [
      one.name,
      ...(references.size === 1 ? [] : [one.reference]),
      ratioOf(one),
      one.p.toPrecision(2),
      quantity(one.pairs, 'count'),
      one.detectable === null ? null : quantity(one.detectable, 'ratio'),
    ]),
  }
}

function ratioOf({ ratio, low, high }: CommandComparison): Quantity {
  const value = three(ratio)
  return low === null || high === null
    ? { value, unit: 'count' }
    : { value, unit: 'count', low: three(low), high: three(high) }
}

function sentenceOf({ name, reference, ratio, low, high, confidence }: CommandComparison): string {
  const bounds =
    low === null || high === null || confidence === null
      ? 'too few runs for an interval'
      : `${low.toFixed(2)} to ${high.toFixed(2)} at ${Math.floor(confidence * 100)} %`
  return `${name} takes ${ratio.toFixed(2)} times as long as ${reference} (${bounds}).`
}

function pairsTable({ design }: CommandResults, comparisons: readonly CommandComparison[]): Table {
  return {
    title: `${design === 'paired' ? 'Pairs' : 'Runs of each'} that a change takes to be found (8 of 10 times)`,
    detail: true,
    columns: [
      { key: 'command', title: 'Command' },
      ...[1, 2, 5].map((percent) => ({
        key: `pairs${percent}`,
        title: `${percent} %`,
        align: 'right' as const,
      })),
    ],
    rows: comparisons.map(({ name, pairsNeeded }) => [
      name,
      ...[0, 1, 2].map((place): Cell => {
        const needed = pairsNeeded[place]
        return needed === undefined ? null : quantity(needed.pairs, 'count')
      }),
    ]),
  }
}

function three(value: number): number {
  return Number(value.toPrecision(3))
}

function medianOf(runs: readonly CommandRun[], { key, unit }: (typeof measures)[number]): Cell {
  const values = runs.flatMap((run) => run[key] ?? [])
  return values.length === 0 ? null : quantity(median(values), unit)
}

function wallOf(seconds: readonly number[]): Quantity {
  const { median: value, low, high, confidence } = medianInterval(seconds)
  return seconds.length === 1 ? { value, unit: 'seconds' } : { value, unit: 'seconds', low, high, confidence }
}

function exitsOf(runs: readonly CommandRun[]): string {
  const counts = new Map<string, number>()
  for (const { exitCode, signal } of runs) {
    const end = signal === null ? String(exitCode ?? 'unknown') : `signal ${signal}`
    counts.set(end, (counts.get(end) ?? 0) + 1)
  }
  // The same of all needs no count.
  if (counts.size < 2) return [...counts.keys()].join()
  return [...counts].map(([end, count]) => `${end} (${counted(count, 'run')})`).join(', ')
}
