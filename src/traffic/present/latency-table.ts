import { type Cell, quantity, type Table } from '../../core/index.ts'
import type { Percentiles } from '../../metrics/index.ts'
import type { Latencies } from '../judge/index.ts'

type Key = Exclude<keyof Percentiles, 'count' | 'censored' | 'lowerBounds'>

const rows: readonly (readonly [key: Key, title: string, isDetail?: true])[] = [
  ['minSeconds', 'min', true],
  ['meanSeconds', 'mean'],
  ['standardDeviationSeconds', 'deviation', true],
  ['p50Seconds', 'p50'],
  ['p75Seconds', 'p75', true],
  ['p90Seconds', 'p90'],
  ['p95Seconds', 'p95'],
  ['p99Seconds', 'p99'],
  ['p999Seconds', 'p99.9'],
  ['p9999Seconds', 'p99.99', true],
  ['maxSeconds', 'max'],
]

/** A row a percentile, a column a way to look: from the due time, from the sending, and how late the sending was. */
export function latencyTable({ fromDue, fromSend, sendLag }: Latencies, isDetail: boolean): Table {
  const columns: [string, string, Percentiles][] = [
    ...(fromDue === null ? [] : [['due', 'From due time', fromDue] as [string, string, Percentiles]]),
    ['send', fromDue === null ? 'Latency' : 'From sending', fromSend],
    ...(sendLag === null ? [] : [['lag', 'Sent late by', sendLag] as [string, string, Percentiles]]),
  ]
  return {
    title: isDetail ? 'Latency, all' : 'Latency',
    ...(isDetail ? { detail: true } : {}),
    columns: [
      { key: 'percentile', title: '' },
      ...columns.map(([key, title]) => ({ key, title, align: 'right' as const })),
    ],
    rows: rows
      .filter(([, , onlyDetail]) => isDetail || onlyDetail !== true)
      .map(([key, title]) => [title, ...columns.map(([, , percentiles]) => latencyCell(percentiles, key))]),
  }
}

/** The value, marked where it is a lower bound; null where nothing was measured. */
export function latencyCell(percentiles: Percentiles, key: Key): Cell {
  const value = percentiles[key]
  if (!Number.isFinite(value)) return null
  const seconds = quantity(value, 'seconds')
  return percentiles.lowerBounds?.includes(key) === true ? { ...seconds, atLeast: true } : seconds
}
