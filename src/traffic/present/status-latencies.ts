import type { Percentiles } from '../../metrics/index.ts'
import { latenciesOf } from '../judge/index.ts'
import type { Tally } from '../tally/index.ts'

/** How fast one kind of request was answered with one status by one target. */
export interface StatusLatency {
  request: string
  target: string
  /** 0: it was given up, so that its times are lower bounds. */
  status: number
  count: number
  fromDue: Percentiles | null
  fromSend: Percentiles
}

/** A latency for each request, target and status that was met, by status. */
export function statusLatencies(tally: Tally): StatusLatency[] {
  return tally.cells
    .map(({ request, target, status }) => {
      const { fromDue, fromSend } = latenciesOf(tally, { request, target, status })
      return { request, target, status, count: fromSend.count, fromDue, fromSend }
    })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => a.status - b.status)
}
