import { type Cell, quantity, type Table } from '../../core/index.ts'
import type { Percentiles } from '../../metrics/index.ts'
import { latencyCell } from './latency-table.ts'
import type { LoadtestData } from './loadtest-data.ts'

const columns = [
  ['p50Seconds', 'p50'],
  ['p90Seconds', 'p90'],
  ['p95Seconds', 'p95'],
  ['p99Seconds', 'p99'],
  ['p999Seconds', 'p99.9'],
  ['maxSeconds', 'max'],
] as const

/** A row a request name and a way to look: what programs read of the latencies. */
export function latencyByRequest({ requests }: LoadtestData): Table {
  return {
    title: 'Latency by request',
    detail: true,
    main: true,
    columns: [
      { key: 'request', title: 'Request' },
      { key: 'from', title: 'From' },
      { key: 'count', title: 'Count', align: 'right' },
      ...columns.map(([key, title]) => ({ key, title, align: 'right' as const })),
    ],
    rows: Object.entries(requests).flatMap(([name, { latency }]) => [
      ...(latency.fromDue === null ? [] : [rowOf(name, 'due', latency.fromDue)]),
      rowOf(name, 'send', latency.fromSend),
    ]),
  }
}

function rowOf(name: string, from: string, percentiles: Percentiles): Cell[] {
  return [
    name,
    from,
    quantity(percentiles.count, 'count'),
    ...columns.map(([key]) => latencyCell(percentiles, key)),
  ]
}
