import { quantity, type Table } from '../../core/index.ts'
import { latencyCell } from './latency-table.ts'
import type { StatusLatency } from './status-latencies.ts'

/** A row a status, of each request and target where there are several. */
export function statusTable(statuses: readonly StatusLatency[]): Table {
  const isSeveral = (key: 'request' | 'target'): boolean => new Set(statuses.map((one) => one[key])).size > 1
  const names = (['request', 'target'] as const).filter(isSeveral)
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: 'Latency by status',
    detail: true,
    columns: [
      { key: 'status', title: 'Status' },
      ...names.map((key) => ({ key, title: key === 'request' ? 'Request' : 'Target' })),
      right('count', 'Count'),
      right('p50', 'p50'),
      right('p95', 'p95'),
      right('p99', 'p99'),
      right('max', 'max'),
    ],
    rows: statuses.map((one) => {
      const seen = one.fromDue ?? one.fromSend
      return [
        one.status === 0 ? 'no answer' : String(one.status),
        ...names.map((key) => one[key]),
        quantity(one.count, 'count'),
        latencyCell(seen, 'p50Seconds'),
        latencyCell(seen, 'p95Seconds'),
        latencyCell(seen, 'p99Seconds'),
        latencyCell(seen, 'maxSeconds'),
      ]
    }),
  }
}
