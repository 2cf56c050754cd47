import { type Cell, type Chart, type Outcome, quantity, type Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { PerRequest } from './service-demand.ts'
import type { StageSpending } from './stage-spending.ts'
import type { WatchData, WatchedSpending } from './watch-data.ts'

/** An answer with what was watched added to it: a table a target, a chart, and what is not known as warnings. */
export function withWatch<D extends object>(
  outcome: Outcome<D>,
  watch: WatchData,
): Outcome<D & { watch: WatchData }> {
  const [first, ...others] = outcome.tables
  const main = watch.targets.map(spendingTable)
  return {
    ...outcome,
    data: { ...outcome.data, watch },
    tables: [
      ...(first === undefined ? [] : [first]),
      ...main.map((table) => ({ ...table, ...(first?.main === true ? { main: true } : {}) })),
      ...others,
      ...watch.targets.map(detailTable),
    ],
    charts: [...(outcome.charts ?? []), ...watch.targets.flatMap(busyChart)],
    warnings: [...outcome.warnings, ...watch.targets.flatMap(doubts)],
  }
}

function right(key: string, title: string): Table['columns'][number] {
  return { key, title, align: 'right' }
}

function spendingTable({ name, kind, what, cores, stages }: WatchedSpending): Table {
  return {
    title: `What the target spent: ${kind === 'scrape' ? name : what}`,
    columns: [
      { key: 'load', title: 'Load' },
      right('answered', 'Answered'),
      right('used', cores === null ? 'Busy' : `Of ${formatQuantity(rounded(cores), 'cores')}`),
      right('demand', 'CPU a request'),
      right('interval', '95 % interval'),
      right('memory', 'Memory'),
    ],
    rows: stages.map((stage) => [
      stage.load,
      quantity(Number(stage.throughputPerSecond.toPrecision(4)), 'per-second'),
      usedCell(stage),
      stage.demandSeconds === null ? null : quantity(rounded(stage.demandSeconds.value), 'seconds'),
      intervalText(stage.demandSeconds),
      stage.memoryBytes === null ? null : quantity(Math.round(stage.memoryBytes.maximum), 'bytes'),
    ]),
  }
}

/** A share of the cores that it may use; where they are not known, the cores that were busy. */
function usedCell({ utilisation, busyCores }: StageSpending): Cell {
  if (utilisation !== null) return quantity(rounded(utilisation), 'ratio')
  return busyCores === null ? null : quantity(rounded(busyCores), 'cores')
}

function intervalText(demand: PerRequest | null): string | null {
  if (demand === null || demand.low === null || demand.high === null) return null
  const [low, high] = [demand.low, demand.high].map((bound) => formatQuantity(rounded(bound), 'seconds'))
  const unit = high?.split(' ')[1] ?? ''
  return `${low?.endsWith(` ${unit}`) ? low.slice(0, -unit.length - 1) : low} to ${high}`
}

function detailTable({ name, stages, pressureOf }: WatchedSpending): Table {
  const ratio = (share: number | null): Cell => (share === null ? null : quantity(rounded(share), 'ratio'))
  const bytes = (amount: number | null): Cell =>
    amount === null ? null : quantity(Math.round(amount), 'bytes')
  return {
    title: `Disk and pressure of ${name}${pressureOf === null ? '' : ` (pressure: ${pressureOf})`}`,
    detail: true,
    columns: [
      { key: 'load', title: 'Load' },
      right('read', 'Read a request'),
      right('written', 'Written'),
      right('cpu', 'Waits: CPU'),
      right('memory', 'Memory'),
      right('io', 'I/O'),
    ],
    rows: stages.map(({ load, readBytesPerRequest, writtenBytesPerRequest, pressure }) => [
      load,
      bytes(readBytesPerRequest),
      bytes(writtenBytesPerRequest),
      ratio(pressure.cpu),
      ratio(pressure.memory),
      ratio(pressure.io),
    ]),
  }
}

function busyChart({ name, timeline }: WatchedSpending): Chart[] {
  if (timeline.length < 3) return []
  return [
    {
      title: `CPU of ${name} over time`,
      detail: true,
      x: { title: 'Time', unit: 'seconds' },
      y: { title: 'Busy cores', unit: 'cores' },
      series: [
        { name: 'busy', points: timeline.map(({ atSeconds, busyCores }) => [atSeconds, busyCores] as const) },
      ],
    },
  ]
}

function doubts({ name, untold, ends, stages, cores, coresBecause }: WatchedSpending): string[] {
  return [
    ...ends.map(
      ({ load, atSeconds, what }) =>
        `${name}: ${what}, noticed ${formatQuantity(Number(Math.max(0, atSeconds).toFixed(1)), 'seconds')} into the ${load === null ? 'run' : `load of ${load}`}.`,
    ),
    ...untold.map(({ what, reason }) => `${name}: ${what} is unknown: ${reason}.`),
    ...(cores === null ? [`${name}: utilisation is unknown: ${coresBecause}.`] : []),
    ...stages.flatMap(({ load, unknown }) =>
      unknown.map((reason) => `${name}, stage ${load}: what it spent is unknown: ${reason}.`),
    ),
  ]
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
