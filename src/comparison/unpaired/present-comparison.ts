import type { Cell, Finding, Outcome, Quantity, Status, Table, Unit } from '../../core/index.ts'
import { benchmarkLabel } from './benchmark-label.ts'
import type {
  CompareData,
  ComparedBenchmark,
  ComparedSide,
  CompareRules,
  RelativeChange,
} from './compare-data.ts'

const statuses: Readonly<Record<ComparedBenchmark['verdict'], Status>> = {
  slower: 'fail',
  unchanged: 'pass',
  faster: 'pass',
  inconclusive: 'unknown',
}

const titles = {
  slower: 'Slower',
  unchanged: 'Unchanged',
  faster: 'Faster',
  inconclusive: 'Inconclusive',
} as const

/** A comparison as findings and tables; where it only advises, what would fail warns. */
export function presentComparison(
  data: CompareData,
  { allowRemoved }: CompareRules,
  warnings: string[],
): Outcome<CompareData> {
  const failing: Status = data.advisory ? 'warn' : 'fail'
  const named = (instance: string, title: string, status: Status, because: string): Finding => ({
    id: 'bench.compare',
    instance,
    title,
    status,
    because,
    evidence: {},
  })
  return {
    headline: headlineOf(data),
    data,
    findings: [
      ...data.benchmarks.map((benchmark) => findingOf(benchmark, failing)),
      ...data.failed.map(({ name, because }) =>
        named(name, 'Failed', failing, `in the new file it ${because}`),
      ),
      ...data.removed.map((label) =>
        named(label, 'Removed', allowRemoved ? 'info' : failing, 'only the old file has it'),
      ),
      ...data.added.map((label) => named(label, 'New', 'info', 'only the new file has it')),
    ],
    tables: [changes(data), figures(data)],
    warnings,
    // A failure counts for more than a doubt, and one that only advises does not hide it.
    ...(data.benchmarks.some(({ verdict }) => verdict === 'inconclusive') ? { exitCode: 4 as const } : {}),
  }
}

function headlineOf(data: CompareData): string {
  const count = (verdict: ComparedBenchmark['verdict']): number =>
    data.benchmarks.filter((benchmark) => benchmark.verdict === verdict).length
  const parts = [
    [count('slower'), 'slower'],
    [data.failed.length, 'failed'],
    [data.removed.length, 'removed'],
    [count('inconclusive'), 'inconclusive'],
    [count('faster'), 'faster'],
    [count('unchanged'), 'unchanged'],
    [data.added.length, 'new'],
  ] as const
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  const verdict = data.advisory
    ? `advisory, would ${verdictWords[data.verdict]}`
    : verdictTitles[data.verdict]
  return `${verdict} (unpaired): ${said.join(', ')}.`
}

const verdictTitles = { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive' } as const
const verdictWords = { pass: 'pass', fail: 'fail', inconclusive: 'be inconclusive' } as const

function findingOf(benchmark: ComparedBenchmark, failing: Status): Finding {
  const { unit, verdict, because, p, adjustedP, worsening } = benchmark
  const label = benchmarkLabel(benchmark)
  const status = statuses[verdict]
  const evidence: Record<string, Quantity | string> = {}
  const put = (name: string, cell: Cell): void => {
    if (cell !== null) evidence[name] = cell
  }
  put('old', sideCell(benchmark.old, unit))
  put('new', sideCell(benchmark.new, unit))
  put('change', changeCell(benchmark.change))
  put('worsening', changeCell(worsening))
  put('p', cellOf(p, 'count'))
  put('adjustedP', cellOf(adjustedP, 'count'))
  return {
    id: 'bench.compare',
    instance: label,
    title: titles[verdict],
    status: status === 'fail' ? failing : status,
    because,
    evidence,
  }
}

/** Medians, change and verdict, narrow enough for a screen of 80 columns; p is adjusted by Holm. */
function changes({ benchmarks }: CompareData): Table {
  return {
    title: 'Changes',
    main: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'old', title: 'Old', align: 'right' },
      { key: 'new', title: 'New', align: 'right' },
      { key: 'change', title: 'Change (95 %)', align: 'right' },
      { key: 'p', title: 'p', align: 'right' },
      { key: 'verdict', title: 'Verdict' },
    ],
    rows: benchmarks.map((benchmark): Cell[] => [
      benchmarkLabel(benchmark),
      cellOf(benchmark.old.median ?? benchmark.old.mean, benchmark.unit),
      cellOf(benchmark.new.median ?? benchmark.new.mean, benchmark.unit),
      changeCell(shortened(benchmark.change)),
      cellOf(rounded(benchmark.adjustedP), 'count'),
      benchmark.verdict,
    ]),
  }
}

function figures({ benchmarks }: CompareData): Table {
  const effects = [0.01, 0.02, 0.05]
  return {
    title: 'What the samples can tell',
    detail: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'old', title: 'Old (95 %)', align: 'right' },
      { key: 'new', title: 'New (95 %)', align: 'right' },
      { key: 'samples', title: 'Samples', align: 'right' },
      { key: 'test', title: 'Test' },
      { key: 'detectable', title: 'Detectable', align: 'right' },
      ...effects.map((effect) => ({
        key: `for${effect * 100}`,
        title: `Samples for ${effect * 100} %`,
        align: 'right' as const,
      })),
    ],
    rows: benchmarks.map((benchmark): Cell[] => [
      benchmarkLabel(benchmark),
      sideCell(benchmark.old, benchmark.unit),
      sideCell(benchmark.new, benchmark.unit),
      `${benchmark.old.n ?? '?'} + ${benchmark.new.n ?? '?'}`,
      benchmark.test,
      cellOf(benchmark.minimumDetectableEffect, 'ratio'),
      ...effects.map((effect) =>
        cellOf(benchmark.samplesNeeded.find((needed) => needed.effect === effect)?.samples ?? null, 'count'),
      ),
    ]),
  }
}

function sideCell({ median, mean, low, high }: ComparedSide, unit: Unit): Cell {
  const value = median ?? mean
  if (value === null) return null
  return low === null || high === null ? { value, unit } : { value, unit, low, high, confidence: 0.95 }
}

function changeCell(change: RelativeChange | null): Cell {
  if (change === null) return null
  const { estimate: value, low, high, confidence } = change
  if (low === null || high === null || confidence === null) return { value, unit: 'ratio' }
  return { value, unit: 'ratio', low, high, confidence }
}

function cellOf(value: number | null, unit: Unit): Cell {
  return value === null ? null : { value, unit }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(2))
}

/** To tenths of a percent: more of it says nothing beside an interval. */
function shortened(change: RelativeChange | null): RelativeChange | null {
  if (change === null) return null
  const short = (value: number): number => Number(value.toFixed(3)) + 0
  const { estimate, low, high, confidence } = change
  return {
    estimate: short(estimate),
    low: low === null ? null : short(low),
    high: high === null ? null : short(high),
    confidence,
  }
}
