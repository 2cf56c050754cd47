import { type Cell, quantity, type Table } from '../../core/index.ts'
import { decodeHdr, hdrQuantile } from '../../metrics/index.ts'
import type { LoadRun, RequestSecond, TimelinePoint } from '../run.ts'

/** So many rows are enough on a screen: a run has thousands of seconds. */
const shown = 10

/** A row a second, and one a request name below it where there are several; empty cells for what names do not have. */
export function timelineTable({ timeline }: LoadRun): Table {
  const points = timeline.filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds > 0)
  const counts = points.map(({ requests = {} }) => 1 + Object.keys(requests).length)
  const count = counts.reduce((sum, rows) => sum + rows, 0)
  return {
    title: 'Second by second',
    detail: true,
    main: true,
    columns: [
      { key: 'at', title: 'At', align: 'right' },
      { key: 'request', title: 'Request' },
      { key: 'answered', title: 'Answered', align: 'right' },
      { key: 'failed', title: 'Failed', align: 'right' },
      { key: 'in-flight', title: 'In flight', align: 'right' },
      { key: 'p50', title: 'p50', align: 'right' },
      { key: 'p99', title: 'p99', align: 'right' },
      { key: 'max', title: 'max', align: 'right' },
    ],
    rows: [...firstOf(rowsOf(points), shown)],
    ...(count > shown
      ? { rest: { count: count - shown, rows: () => withoutFirst(rowsOf(points), shown) } }
      : {}),
  }
}

function* rowsOf(points: readonly TimelinePoint[]): Iterable<Cell[]> {
  for (const point of points) {
    const at = quantity(Number(point.atSeconds.toFixed(3)), 'seconds')
    yield rowOf(at, 'all', point, quantity(point.inFlight, 'count'))
    for (const [name, part] of Object.entries(point.requests ?? {})) yield rowOf(at, name, part, null)
  }
}

function rowOf(at: Cell, name: string, { answered, failed, latency }: RequestSecond, inFlight: Cell): Cell[] {
  const times = decodeHdr(latency)
  const seconds = (us: number | null): Cell => (us === null ? null : quantity(us / 1e6, 'seconds'))
  return [
    at,
    name,
    quantity(answered, 'count'),
    quantity(failed, 'count'),
    inFlight,
    seconds(hdrQuantile(times, 0.5)),
    seconds(hdrQuantile(times, 0.99)),
    seconds(times.total === 0 ? null : times.maximum),
  ]
}

function* firstOf(rows: Iterable<Cell[]>, count: number): Iterable<Cell[]> {
  let left = count
  for (const row of rows) {
    if (left-- <= 0) return
    yield row
  }
}

function* withoutFirst(rows: Iterable<Cell[]>, count: number): Iterable<Cell[]> {
  let seen = 0
  for (const row of rows) if (seen++ >= count) yield row
}
