import { type Chart, quantity, type Table } from '../../core/index.ts'
import type { Sweep } from './sweep.ts'
import { placeOf, speedupOf, throughputOf } from './sweep-words.ts'

/** A row a level: throughput, speed-up and efficiency against the smallest level, latency, and errors where there are any. */
export function sweepTable(sweep: Sweep): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  const hasErrors = sweep.points.some(({ errors }) => errors > 0)
  const isLoop = sweep.kind === 'event-loop'
  return {
    title: titleOf(sweep),
    columns: [
      right('concurrency', isLoop ? 'At once' : 'Workers'),
      right('throughput', 'Throughput'),
      right('speedup', 'Speed-up'),
      right('efficiency', 'Efficiency'),
      right('p50', 'p50'),
      right('p99', 'p99'),
      ...(hasErrors ? [right('errors', 'Errors')] : []),
    ],
    rows: sweep.points.map((point) => [
      quantity(point.concurrency, 'count'),
      throughputOf(point),
      quantity(Number(point.speedup.toPrecision(3)), 'count'),
      quantity(point.efficiency, 'ratio'),
      quantity(point.latencyP50Seconds, 'seconds'),
      quantity(point.latencyP99Seconds, 'seconds'),
      ...(hasErrors ? [quantity(point.errors, 'count')] : []),
    ]),
  }
}

/** The same levels with the intervals of their speed-ups, and the cores that they kept busy. */
export function sweepDetail(sweep: Sweep): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: `${titleOf(sweep)}: speed-up and CPU`,
    detail: true,
    columns: [
      right('concurrency', sweep.kind === 'event-loop' ? 'At once' : 'Workers'),
      right('speedup', 'Speed-up'),
      right('cores', 'CPU used'),
      right('errors', 'Errors'),
    ],
    rows: sweep.points.map((point) => [
      quantity(point.concurrency, 'count'),
      speedupOf(point),
      quantity(point.coresUsed, 'cores'),
      quantity(point.errors, 'count'),
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
