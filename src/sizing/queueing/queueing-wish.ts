import type { UslFit } from '../../capacity/index.ts'
import { OperatorError, type SloTerm } from '../../core/index.ts'
import type { ServiceTime } from './service-time.ts'

/** What a queue is planned from. */
export interface QueueingWish {
  /** As written. */
  slo: readonly SloTerm[]
  requestsPerScan: number
  /** Cores that an instance has; one where no shape was wished for. */
  coresPerInstance: number
  work:
    | {
        kind: 'service'
        service: ServiceTime
        /** Requests that an instance works on at once. */
        slots: number
      }
    | {
        kind: 'curve'
        fit: UslFit
        file: string
        /** Null: as many as make the fewest instances. */
        slots: number | null
      }
}

/** Throws OperatorError (exit 2) on a limit that a queue says nothing of. */
export function assertQueueingSlo(terms: readonly SloTerm[]): void {
  const wrong = terms.find(
    ({ metric, request, operator, overSeconds }) =>
      (metric !== 'percentile' && metric !== 'mean') ||
      request !== null ||
      overSeconds !== null ||
      (operator !== '<' && operator !== '<='),
  )
  if (wrong === undefined && terms.every(({ quantile }) => quantile === null || quantile < 1)) return
  throw new OperatorError({
    sentence: `--model queueing cannot plan for ${(wrong ?? terms[0])?.text}: a queue has percentiles and a mean of all requests.`,
    hint: "Write terms such as 'p99<200ms' or 'mean<50ms', without a request name or a window.",
  })
}
