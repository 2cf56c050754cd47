import type { Cell, Chart, Finding, Outcome, Quantity, Table } from '../../core/index.ts'
import { histogramBins } from '../../metrics/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { Measured } from '../measured.ts'
import { comparedWithFastest, timesInWords } from './fastest.ts'
import type { BenchmarkSummary } from './summary.ts'

/** What there is to say besides the data. */
export type Presented = Required<
  Pick<Outcome<unknown>, 'headline' | 'findings' | 'tables' | 'charts' | 'warnings'>
>

/** Benchmarks as a table with intervals, cautions as findings, percentiles and charts as background. */
export function presentBenchmarks(
  summaries: readonly BenchmarkSummary[],
  measured: readonly Measured[],
): Presented {
  return {
    headline: `${headlineOf(summaries)}${failingOf(summaries)}`,
    findings: summaries.map(findingOf),
    tables: [mainTable(summaries), detailTable(summaries), ...comparedTable(summaries)],
    charts: measured.flatMap(chartsOf),
    warnings: noteWarnings(summaries),
  }
}

function seconds(value: number): Quantity {
  return { value, unit: 'seconds' }
}

function medianOf({ medianSeconds, lowSeconds, highSeconds, confidence }: BenchmarkSummary): Quantity {
  return { value: medianSeconds, unit: 'seconds', low: lowSeconds, high: highSeconds, confidence }
}

function headlineOf(summaries: readonly BenchmarkSummary[]): string {
  const [only] = summaries
  if (only === undefined) return 'No benchmark was measured.'
  if (summaries.length === 1) return `${only.name} takes ${formatQuantity(medianOf(only))}.`
  const compared = comparedWithFastest(summaries)
  const [next] = compared
  if (next === undefined) return `${summaries.length} benchmarks were measured.`
  const rest = summaries.length > 2 ? `, the slowest ${timesInWords(compared.at(-1) ?? next)}` : ''
  return `${next.fastest} is the fastest of ${summaries.length}; ${next.name} takes ${timesInWords(next)}${rest}.`
}

/** A collection of garbage now and then is no news; more than this is. */
const manyOutliers = 0.05

/** One sentence for what is usual on a machine that does other things too, in place of one finding a benchmark. */
function noteWarnings(summaries: readonly BenchmarkSummary[]): string[] {
  const withNote = (
    id: BenchmarkSummary['cautions'][number]['id'],
    isMany: (one: BenchmarkSummary) => boolean = () => true,
  ): string => {
    const names = summaries.filter((one) => one.cautions.some((found) => found.id === id) && isMany(one))
    return names.length === 0 ? '' : `${names.length} of ${counted(summaries.length, 'benchmark')}`
  }
  const outliers = withNote(
    'outliers',
    ({ outliers: { extreme }, samples }) => extreme > manyOutliers * samples,
  )
  const autocorrelated = withNote('autocorrelated')
  return [
    ...(outliers === ''
      ? []
      : [
          `Many samples of ${outliers} lie far off: something else ran meanwhile. They count; the median hardly sees them (-v shows how many).`,
        ]),
    ...(autocorrelated === ''
      ? []
      : [
          `Samples of ${autocorrelated} resemble the ones before them, so that the interval is too narrow: compare versions by pairs of processes (--base-ref, --base-dir).`,
        ]),
  ]
}

/** A time that comes with failures never stands alone, not even where only the first line is read. */
function failingOf(summaries: readonly BenchmarkSummary[]): string {
  const failing = summaries.filter(({ errors }) => errors > 0)
  const [first] = failing
  if (first === undefined) return ''
  return failing.length === 1 ? ` Calls of ${first.name} fail.` : ` Calls of ${failing.length} of them fail.`
}

function findingOf(summary: BenchmarkSummary): Finding {
  const { name, cautions } = summary
  const [first] = cautions
  const isWorthReading = cautions.some(({ isNote }) => !isNote)
  return {
    id: 'bench.result',
    instance: name,
    title: first === undefined ? 'Measured' : titles[first.id],
    status: first === undefined ? 'pass' : isWorthReading ? 'warn' : 'info',
    because:
      first === undefined
        ? `${summary.samples} samples, median ${formatQuantity(medianOf(summary))}`
        : cautions.map(({ because }) => because).join('; '),
    evidence: { median: medianOf(summary) },
    ...(isWorthReading ? {} : { detail: true }),
    ...(first === undefined ? {} : { advice: cautions.map(({ advice }) => ({ text: advice })) }),
  }
}

const titles: Readonly<Record<BenchmarkSummary['cautions'][number]['id'], string>> = {
  'slow-first-run': 'The first run was slow',
  'too-fast': 'Too fast to measure',
  'optimised-away': 'It may have been optimised away',
  drift: 'It drifts',
  autocorrelated: 'Its samples are not independent',
  outliers: 'There are outliers',
  'few-samples': 'There are few samples',
  errors: 'Calls fail',
}

function mainTable(summaries: readonly BenchmarkSummary[]): Table {
  const fastest = comparedWithFastest(summaries)
  const hasHeap = summaries.some(({ heapBytesPerOperation }) => heapBytesPerOperation !== null)
  return {
    title: 'Benchmarks (time of one operation, median with its 95 % interval)',
    main: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'median', title: 'Median', align: 'right' },
      { key: 'spread', title: 'MAD', align: 'right' },
      { key: 'rate', title: 'Per second', align: 'right' },
      ...(summaries.length > 1 ? [{ key: 'ratio', title: 'Ratio', align: 'right' as const }] : []),
      ...(hasHeap ? [{ key: 'heap', title: 'Heap', align: 'right' as const }] : []),
    ],
    rows: summaries.map((one): Cell[] => {
      const compared = fastest.find(({ name }) => name === one.name)
      return [
        one.name,
        medianOf(one),
        { value: one.medianSeconds === 0 ? 0 : one.madSeconds / one.medianSeconds, unit: 'ratio' },
        { value: one.operationsPerSecond, unit: 'per-second' },
        ...(summaries.length > 1 ? [{ value: three(compared?.ratio ?? 1), unit: 'count' as const }] : []),
        ...(hasHeap ? [heapOf(one)] : []),
      ]
    }),
  }
}

function heapOf({ heapBytesPerOperation }: BenchmarkSummary): Cell {
  return heapBytesPerOperation === null ? null : { value: heapBytesPerOperation, unit: 'bytes' }
}

function detailTable(summaries: readonly BenchmarkSummary[]): Table {
  return {
    title: 'Distribution',
    detail: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'min', title: 'Min', align: 'right' },
      { key: 'p75', title: 'p75', align: 'right' },
      { key: 'p95', title: 'p95', align: 'right' },
      { key: 'p99', title: 'p99', align: 'right' },
      { key: 'max', title: 'Max', align: 'right' },
      { key: 'mean', title: 'Mean', align: 'right' },
      { key: 'variation', title: 'CV', align: 'right' },
      { key: 'outliers', title: 'Outliers' },
      { key: 'samples', title: 'Samples', align: 'right' },
      { key: 'batch', title: 'Batch', align: 'right' },
    ],
    rows: summaries.map((one): Cell[] => [
      one.name,
      seconds(one.minSeconds),
      seconds(one.p75Seconds),
      seconds(one.p95Seconds),
      one.p99Seconds === null ? null : seconds(one.p99Seconds),
      seconds(one.maxSeconds),
      seconds(one.meanSeconds),
      { value: one.coefficientOfVariation, unit: 'ratio' },
      outliersInWords(one),
      { value: one.samples, unit: 'count' },
      { value: one.operationsPerSample, unit: 'count' },
    ]),
  }
}

function comparedTable(summaries: readonly BenchmarkSummary[]): Table[] {
  const compared = comparedWithFastest(summaries)
  const [first] = compared
  if (first === undefined) return []
  return [
    {
      title: `Compared with ${first.fastest}, and the samples that a difference takes to be found`,
      detail: true,
      columns: [
        { key: 'benchmark', title: 'Benchmark' },
        { key: 'ratio', title: 'Times as long', align: 'right' },
        { key: 'detectable', title: 'Can find', align: 'right' },
        ...['1 %', '2 %', '5 %'].map((title) => ({ key: title, title, align: 'right' as const })),
      ],
      rows: compared.map((one): Cell[] => [
        one.name,
        { value: three(one.ratio), unit: 'count', low: three(one.low), high: three(one.high) },
        { value: three(one.detectable), unit: 'ratio' },
        ...one.samplesNeeded.map(({ samples }): Quantity => ({ value: samples, unit: 'count' })),
      ]),
    },
  ]
}

function three(value: number): number {
  return Number(value.toPrecision(3))
}

function outliersInWords({ outliers: { mild, severe, extreme } }: BenchmarkSummary): string {
  const parts = [
    ...(mild > 0 ? [`${mild} mild`] : []),
    ...(severe > 0 ? [`${severe} severe`] : []),
    ...(extreme > 0 ? [`${extreme} beyond 14.8 MAD`] : []),
  ]
  return parts.length === 0 ? 'none' : parts.join(', ')
}

/** How often which time occurred, and the times in the order in which they were measured. */
function chartsOf({ name, seconds: times, isOrdered }: Measured): Chart[] {
  if (times.length < 10) return []
  const histogram: Chart = {
    title: `${name}: how often it took how long`,
    x: { title: 'time', unit: 'seconds' },
    y: { title: 'samples', unit: 'count' },
    detail: true,
    series: [
      {
        name,
        points: histogramBins(times).map(({ from, to, count }) => [(from + to) / 2, count] as const),
      },
    ],
  }
  const order: Chart = {
    title: `${name}: times in the order of the run`,
    x: { title: 'sample', unit: 'count' },
    y: { title: 'time', unit: 'seconds' },
    detail: true,
    series: [{ name, points: thinned(times).map(([index, value]) => [index + 1, value] as const) }],
  }
  return isOrdered ? [histogram, order] : [histogram]
}

/** At most 400 of them, evenly taken. */
function thinned(times: readonly number[]): [index: number, value: number][] {
  const stride = Math.ceil(times.length / 400)
  return [...times.entries()].filter(([index]) => index % stride === 0)
}
