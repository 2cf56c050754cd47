import { type Chart, quantity, type Table } from '../../core/index.ts'
import type { Sweep } from './sweep.ts'
import { placeOf, speedupOf, throughputOf } from './sweep-words.ts'

/** A row a level: throughput, speed-up and efficiency against the smallest level, latency, errors and the cores that it took. */
export function sweepTable(sweep: Sweep): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  const isLoop = sweep.kind === 'event-loop'
  return {
    title: titleOf(sweep),
    columns: [
      right('concurrency', isLoop ? 'Concurrency' : 'Workers'),
      right('throughput', 'Throughput'),
      right('speedup', 'Speed-up'),
      right('efficiency', 'Efficiency'),
      right('p50', 'p50'),
      right('p99', 'p99'),
      right('errors', 'Errors'),
      right('cores', 'CPU used'),
    ],
    rows: sweep.points.map((point) => [
      quantity(point.concurrency, 'count'),
      throughputOf(point),
      speedupOf(point),
      quantity(point.efficiency, 'ratio'),
      quantity(point.latencyP50Seconds, 'seconds'),
      quantity(point.latencyP99Seconds, 'seconds'),
      quantity(point.errors, 'count'),
      quantity(point.coresUsed, 'cores'),
    ]),
  }
}

/** Throughput over concurrency, and beside it the line on which twice as many do twice as much. Null for a single level. */
export function sweepChart(sweep: Sweep): Chart | null {
  const [first, second] = sweep.points
  if (first === undefined || second === undefined) return null
  const perOne = first.throughput / first.concurrency
  return {
    title: titleOf(sweep),
    x: { title: sweep.kind === 'event-loop' ? 'Concurrency' : 'Workers', unit: 'count' },
    y: { title: 'Throughput', unit: 'per-second' },
    series: [
      {
        name: 'measured',
        points: sweep.points.map(({ concurrency, throughput }) => [concurrency, throughput]),
      },
      { name: 'ideal', points: sweep.points.map(({ concurrency }) => [concurrency, perOne * concurrency]) },
    ],
  }
}

function titleOf({ name, kind }: Sweep): string {
  return `${name}, ${placeOf[kind]}`
}
