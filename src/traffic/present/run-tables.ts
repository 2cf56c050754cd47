import { quantity, type Table } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import { type Phase, phases } from '../tally/index.ts'
import { courseTables } from './course-table.ts'
import { latencyCell, latencyTable } from './latency-table.ts'
import type { LoadtestData } from './loadtest-data.ts'
import { shareTables } from './share-table.ts'
import { statusTable } from './status-table.ts'

/** All tables of a run, the latencies first. */
export function tablesOf(data: LoadtestData): Table[] {
  const hasLatency = data.latency.fromSend.count > 0
  return [
    ...(hasLatency ? [latencyTable(data.latency, false)] : []),
    accountTable(data),
    ...(Object.keys(data.failures).length > 0 ? [failureTable(data)] : []),
    ...shareTables(data.generators ?? []),
    ...(Object.keys(data.requests).length > 1 ? [partTable('Requests', data.requests)] : []),
    ...courseTables(data.jobs ?? {}, data.journeys ?? {}),
    ...(Object.keys(data.targets).length > 1 ? [partTable('Targets', data.targets)] : []),
    ...(hasLatency ? [latencyTable(data.latency, true)] : []),
    statusTable(data.statuses),
    phaseTable(data),
  ]
}

function right(key: string, title: string): Table['columns'][number] {
  return { key, title, align: 'right' }
}

function accountTable({ counts, model, redirects }: LoadtestData): Table {
  const failed = Object.values(counts.failed).reduce((sum, count) => sum + count, 0)
  const all: [string, number][] = [
    ...(model === 'open'
      ? ([
          ['planned', counts.planned],
          ['not sent', counts.unsent],
        ] as [string, number][])
      : []),
    ['sent', counts.sent],
    ['ok', counts.ok],
    ['failed', failed],
    ['timed out', counts.timedOut],
    ['in flight', counts.inFlight],
    ['redirects followed', redirects],
  ]
  const kept = all.filter(([name, count]) => count > 0 || ['sent', 'ok', 'failed'].includes(name))
  return {
    title: 'Where requests went',
    columns: kept.map(([name]) => right(name, name)),
    rows: [kept.map(([, count]) => quantity(count, 'count'))],
  }
}

function failureTable({ failures }: LoadtestData): Table {
  return {
    title: 'What failed',
    columns: [
      { key: 'kind', title: 'Kind' },
      right('count', 'Count'),
      { key: 'example', title: 'The first said' },
    ],
    rows: Object.entries(failures)
      .toSorted(([, a], [, b]) => b.count - a.count)
      .map(([kind, { count, example }]) => [kind, quantity(count, 'count'), example]),
  }
}

function partTable(title: string, parts: LoadtestData['requests']): Table {
  return {
    title,
    columns: [
      { key: 'name', title: 'Name' },
      right('sent', 'Sent'),
      right('ok', 'OK'),
      right('p50', 'p50'),
      right('p95', 'p95'),
      right('p99', 'p99'),
      right('max', 'max'),
    ],
    rows: Object.entries(parts).map(([name, { counts, latency }]) => {
      const seen = latency.fromDue ?? latency.fromSend
      return [
        name,
        quantity(counts.sent, 'count'),
        quantity(counts.ok, 'count'),
        latencyCell(seen, 'p50Seconds'),
        latencyCell(seen, 'p95Seconds'),
        latencyCell(seen, 'p99Seconds'),
        latencyCell(seen, 'maxSeconds'),
      ]
    }),
  }
}

const phaseNames: Readonly<Record<Phase, string>> = {
  dns: 'name lookup',
  connect: 'connect',
  tls: 'TLS handshake',
  firstByte: 'to the first byte',
  body: 'to the last byte',
}

function phaseTable({ phases: measured, connections }: LoadtestData): Table {
  return {
    title: `Phases, of ${counted(connections, 'connection')}`,
    detail: true,
    columns: [
      { key: 'phase', title: 'Phase' },
      right('count', 'Count'),
      right('p50', 'p50'),
      right('p99', 'p99'),
      right('max', 'max'),
    ],
    rows: phases.flatMap((phase) => {
      const percentiles = measured[phase]
      if (percentiles === undefined) return []
      return [
        [
          phaseNames[phase],
          quantity(percentiles.count, 'count'),
          latencyCell(percentiles, 'p50Seconds'),
          latencyCell(percentiles, 'p99Seconds'),
          latencyCell(percentiles, 'maxSeconds'),
        ],
      ]
    }),
  }
}
