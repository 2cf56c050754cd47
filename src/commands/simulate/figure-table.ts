import type { Cell, Quantity, Table, Unit } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { SimulationEstimate } from '../../simulation/index.ts'
import type { SimulateData, SimulatedFigures } from './simulate-data.ts'

/** A figure as a cell, with its interval where it has one: what is the same in every run is exact. */
export function cellOf(estimate: SimulationEstimate | null, unit: Unit, level: number): Quantity | null {
  if (estimate === null) return null
  const { value, low, high } = estimate
  if (!Number.isFinite(high - low) || low === high) return { value, unit }
  return { value, unit, low: Math.max(0, low), high, confidence: level }
}

/** The figures of one system. */
export function figureTable(figures: SimulatedFigures, { level, system }: SimulateData): Table {
  const row = (what: string, cell: Cell, because: string): Cell[] => [what, cell, because]
  const timed = Object.entries(figures.responseSecondsAt)
  return {
    title: `Simulated: ${counted(figures.runs, 'run')} of ${formatQuantity(system.durationSeconds, 'seconds')}, intervals at ${formatQuantity(level, 'ratio')}`,
    main: true,
    columns: [
      { key: 'what', title: 'What' },
      { key: 'figure', title: 'Figure', align: 'right' },
      { key: 'because', title: 'Because' },
    ],
    rows: [
      row('mean response', cellOf(figures.meanResponseSeconds, 'seconds', level), 'first arrival to answer'),
      ...timed.map(([name, estimate]) =>
        row(`response ${name}`, cellOf(estimate, 'seconds', level), 'of all answered requests'),
      ),
      row('mean wait', cellOf(figures.meanWaitSeconds, 'seconds', level), 'for a slot'),
      row('utilization', cellOf(figures.utilization, 'ratio', level), 'busy slots / slots that are up'),
      row('waiting', cellOf(figures.meanWaiting, 'count', level), 'requests, in the mean'),
      row('in system', cellOf(figures.meanInSystem, 'count', level), 'waiting or served'),
      row('answered', cellOf(figures.completedPerSecond, 'per-second', level), 'requests'),
      row('instances', cellOf(figures.instances, 'count', level), 'paid for at a time'),
      ...(figures.cost === null ? [] : [row('cost', figures.cost, 'instances x price of the profile')]),
      row('gave up', cellOf(figures.gaveUpShare, 'ratio', level), 'never answered'),
      ...(figures.missedShare === null
        ? []
        : [row('missed the limit', cellOf(figures.missedShare, 'ratio', level), 'too late, or never')]),
      ...failureRows(figures, level),
      ...scanRows(figures, level),
    ],
  }
}

const failures = {
  refused: 'no place to wait',
  timedOut: 'waited longer than --timeout',
  lost: 'their instance failed',
  unreachable: 'no instance took work',
} as const

/** Nothing of what never happened. */
function failureRows({ failedShare, counts }: SimulatedFigures, level: number): Cell[][] {
  return (Object.keys(failures) as (keyof typeof failures)[])
    .filter((why) => counts.failed[why] > 0)
    .map((why) => [`tries: ${words[why]}`, cellOf(failedShare[why], 'ratio', level), failures[why]])
}

const words = { refused: 'refused', timedOut: 'timed out', lost: 'lost', unreachable: 'unreachable' } as const

function scanRows({ scans }: SimulatedFigures, level: number): Cell[][] {
  if (scans === null) return []
  return [
    ['scans: mean wait', cellOf(scans.meanWaitSeconds, 'seconds', level), 'in the message queue'],
    ['scans: wait p99', cellOf(scans.waitSecondsAt.p99 ?? null, 'seconds', level), 'of all that began'],
    ['scans: backlog', cellOf(scans.meanBacklog, 'count', level), `at most ${scans.largestBacklog}`],
    ['scans: workers busy', cellOf(scans.utilization, 'ratio', level), `${scans.done} done`],
    ...(scans.refused === 0
      ? []
      : [['scans: refused', { value: scans.refused, unit: 'count' } as const, 'the queue was full']]),
    ...(scans.redelivered === 0
      ? []
      : [
          ['scans: redelivered', { value: scans.redelivered, unit: 'count' } as const, 'their worker failed'],
        ]),
  ]
}
