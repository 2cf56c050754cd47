import { type Cell, type Finding, type Quantity, quantity, type Table, type Unit } from '../../core/index.ts'
import { median, medianInterval, tukeyOutliers } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { CommandResult, CommandResults, CommandRun } from './command-run.ts'
import type { CommandComparison } from './compare-commands.ts'

const measures: readonly {
  key: Exclude<keyof CommandRun, 'wallSeconds' | 'exitCode' | 'signal'>
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

/** What each command took (medians, wall time with its interval), and how they compare where there are several. */
export function commandTables(results: CommandResults, comparisons: readonly CommandComparison[]): Table[] {
  const command = { key: 'command', title: 'Command' }
  const asColumn = ({ key, title }: (typeof measures)[number]) => ({ key, title, align: 'right' as const })
  const shown = measures.slice(0, 3)
  const background = measures.slice(3)
  const ran: Table = {
    title: 'Commands (medians, wall time with its 95 % interval)',
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
  const counted: Table = {
    title: 'Page faults, context switches and exit codes of a run (medians)',
    detail: true,
    columns: [command, ...background.map(asColumn), { key: 'exits', title: 'Exit codes' }],
    rows: results.commands.map(({ measured, runs }) => [
      measured.name,
      ...background.map((one) => medianOf(runs, one)),
      exitsOf(runs),
    ]),
  }
  if (comparisons.length === 0) return [ran, counted]
  const compared: Table = {
    title: `Wall time against ${comparisons[0]?.reference ?? 'the first'}, paired by round`,
    columns: [
      command,
      { key: 'ratio', title: 'Times as long', align: 'right' },
      { key: 'p', title: 'p', align: 'right' },
      { key: 'pairs', title: 'Pairs', align: 'right' },
      { key: 'detectable', title: 'Can find', align: 'right' },
    ],
    rows: comparisons.map((one) => [
      one.name,
      { value: three(one.ratio), unit: 'count', low: three(one.ratioLow), high: three(one.ratioHigh) },
      one.p.toPrecision(2),
      quantity(one.pairs, 'count'),
      quantity(one.detectable, 'ratio'),
    ]),
  }
  return [ran, compared, pairsTable(comparisons), counted]
}

/** One line: how the commands compare, or what the only one took. */
export function commandHeadline(results: CommandResults, comparisons: readonly CommandComparison[]): string {
  if (comparisons.length > 0) return comparisons.map(sentenceOf).join(' ')
  const [only] = results.commands
  if (only === undefined || only.runs.length === 0) return 'No run was measured.'
  return `${only.measured.name} takes ${formatQuantity(wallOf(only.measured.seconds))}, the median of ${only.runs.length} runs.`
}

/** Cautions: failures, outliers, a slow first run, a command that is mostly process start, what could not be measured. */
export function commandFindings({ commands, shellSeconds, meterMissing }: CommandResults): Finding[] {
  const found = commands.flatMap(cautionsOf)
  if (meterMissing !== null)
    found.push(
      caution(
        'command-meter',
        '',
        'Only wall time was measured',
        `${meterMissing} CPU time, memory, page faults and switches are therefore missing.`,
      ),
    )
  if (shellSeconds !== null)
    found.push({
      ...caution(
        'command-shell',
        '',
        'The shell is in every time',
        'The start of the shell is measured and not subtracted.',
      ),
      status: 'info',
      evidence: { 'shell start': quantity(shellSeconds, 'seconds') },
    })
  return found
}

function sentenceOf({ name, reference, ratio, ratioLow, ratioHigh, confidence }: CommandComparison): string {
  const [least, most] = [ratioLow.toFixed(2), ratioHigh.toFixed(2)]
  return `${name} takes ${ratio.toFixed(2)} times as long as ${reference} (${least} to ${most} at ${Math.floor(confidence * 100)} %).`
}

function pairsTable(comparisons: readonly CommandComparison[]): Table {
  return {
    title: 'Pairs that a change takes to be found (8 of 10 times)',
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
      ...pairsNeeded.map(({ pairs }) => quantity(pairs, 'count')),
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
  return { value, unit: 'seconds', low, high, confidence }
}

function exitsOf(runs: readonly CommandRun[]): string {
  const counts = new Map<string, number>()
  for (const { exitCode, signal } of runs) {
    const end = signal === null ? String(exitCode ?? 'unknown') : `signal ${signal}`
    counts.set(end, (counts.get(end) ?? 0) + 1)
  }
  return [...counts].map(([end, count]) => `${end} (${count} times)`).join(', ')
}

function cautionsOf({ measured: { name, seconds, errors, firstError }, runs }: CommandResult): Finding[] {
  const [first] = seconds
  if (first === undefined) return []
  const found: Finding[] = []
  if (errors > 0)
    found.push(
      caution(
        'command-failed',
        name,
        'Runs failed',
        `${errors} of ${runs.length} runs failed${firstError === null ? '' : `: ${firstError}`}.`,
      ),
    )
  const centre = median(seconds)
  if (centre < 0.005)
    found.push(
      caution(
        'command-short',
        name,
        'The command is mostly process start',
        'It takes less than 5 ms, most of which is the start of a process. Measure more work in one run.',
      ),
    )
  const outliers = seconds.length < 5 ? [] : tukeyOutliers(seconds)
  if (seconds.length >= 5 && first > 1.2 * centre && outliers.some(({ index }) => index === 0))
    found.push(
      caution(
        'command-first',
        name,
        'The first run was slow',
        'Files were probably read from disk. Fill the caches by --warmup, or empty them before every run by --prepare.',
      ),
    )
  else if (outliers.length > 0)
    found.push(
      caution(
        'command-outliers',
        name,
        'Some runs stand apart',
        `${outliers.length} of ${runs.length} runs are outliers. Repeat it on a quiet machine, or with --warmup or --prepare.`,
      ),
    )
  return found
}

function caution(id: string, instance: string, title: string, because: string): Finding {
  return { id, ...(instance === '' ? {} : { instance }), title, status: 'warn', because, evidence: {} }
}
