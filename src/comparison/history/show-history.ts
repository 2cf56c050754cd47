import type { Cell, Outcome, Table } from '../../core/index.ts'
import { historyCharts } from './history-charts.ts'
import type { HistoryData, HistorySeries } from './history-data.ts'
import { historySeries } from './history-series.ts'
import { noSuchBenchmark } from './no-such-benchmark.ts'
import type { History } from './parse-history.ts'
import { seriesLabel } from './series-label.ts'

/** A history as charts and a table of its steps. Throws OperatorError (exit 2) where no benchmark is called `name`. */
export function showHistory({ runs, warnings }: History, file: string, name?: string): Outcome<HistoryData> {
  const series = historySeries(runs, name)
  if (name !== undefined && series.length === 0) throw noSuchBenchmark(name, runs)
  const steps = series.reduce((count, one) => count + one.steps.length, 0)
  return {
    headline: `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}, ${series.length} series, ${steps} ${steps === 1 ? 'step' : 'steps'}.`,
    data: { file, runs: runs.length, series, check: null },
    findings: [],
    tables: [levels(series), ...(steps === 0 ? [] : [stepTable(series)])],
    charts: historyCharts(series),
    warnings: [...warnings, ...unknownMachines(series)],
  }
}

/** Runs of which nothing is known count as of one machine. */
export function unknownMachines(series: readonly HistorySeries[]): string[] {
  return series.some(({ machine }) => machine === 'unknown')
    ? [
        'Some files do not say which machine they were measured on: those runs are taken to be of one machine.',
      ]
    : []
}

function levels(series: readonly HistorySeries[]): Table {
  return {
    title: 'Series',
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'runs', title: 'Runs', align: 'right' },
      { key: 'first', title: 'First', align: 'right' },
      { key: 'latest', title: 'Latest', align: 'right' },
      { key: 'steps', title: 'Steps', align: 'right' },
    ],
    rows: series.map((one): Cell[] => [
      seriesLabel(one, series),
      { value: one.points.length, unit: 'count' },
      cellAt(one, 0),
      cellAt(one, -1),
      { value: one.steps.length, unit: 'count' },
    ]),
  }
}

function cellAt({ points, unit }: HistorySeries, place: number): Cell {
  const point = points.at(place)
  return point === undefined ? null : { value: point.value, unit }
}

/** Every step of all series, with what it did and where it began. */
export function stepTable(series: readonly HistorySeries[]): Table {
  return {
    title: 'Steps',
    main: true,
    columns: [
      { key: 'benchmark', title: 'Benchmark' },
      { key: 'run', title: 'Run', align: 'right' },
      { key: 'since', title: 'Since' },
      { key: 'before', title: 'Before', align: 'right' },
      { key: 'after', title: 'After', align: 'right' },
      { key: 'change', title: 'Change (95 %)', align: 'right' },
    ],
    rows: series.flatMap((one) =>
      one.steps.map((step): Cell[] => [
        seriesLabel(one, series),
        { value: step.run, unit: 'count' },
        step.commit?.slice(0, 12) ?? step.at.slice(0, 10),
        { value: step.before, unit: one.unit },
        { value: step.after, unit: one.unit },
        { value: step.change, unit: 'ratio', low: step.low, high: step.high, confidence: 0.95 },
      ]),
    ),
  }
}
