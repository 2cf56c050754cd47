import { errorShare } from '../judge/index.ts'
import type { TimelinePoint } from '../run.ts'
import type { LoadtestData } from './loadtest-data.ts'

/** A number for a time-series database, in base units. */
export interface PushedMetric {
  name: string
  help: string
  labels: Record<string, string>
  value: number
}

const prefix = 'lewis_perf_loadtest'
const quantiles = [
  ['0.5', 'p50Seconds'],
  ['0.95', 'p95Seconds'],
  ['0.99', 'p99Seconds'],
  ['0.999', 'p999Seconds'],
] as const
const verdicts = { valid: 1, suspect: 0.5, invalid: 0 } as const

/** A whole run: latencies and requests by name, its rate, whether it can be believed, and which limits hold. Nothing that was not measured. */
export function metricsOfRun(data: LoadtestData): PushedMetric[] {
  const { counts, ratePerSecond, durationSeconds, validity, slo } = data
  const metric = (
    name: string,
    help: string,
    value: number,
    labels: Record<string, string> = {},
  ): PushedMetric => ({
    name: `${prefix}_${name}`,
    help,
    labels,
    value,
  })
  return [
    metric('finished', '1 once the run has ended, 0 while it goes on.', 1),
    metric('duration_seconds', 'Measured time.', durationSeconds),
    metric('rate_per_second', 'Answers a second.', ratePerSecond),
    metric('error_ratio', 'Share of requests that came to no good.', errorShare(counts) ?? Number.NaN),
    metric('validity', '1 valid, 0.5 to be doubted, 0 invalid.', verdicts[validity.verdict]),
    ...slo
      .filter(({ status }) => status !== 'unknown')
      .map(({ term, status }) =>
        metric('slo_holds', '1 where a limit holds, 0 where not.', status === 'pass' ? 1 : 0, { term }),
      ),
    ...Object.entries(data.requests).flatMap(([request, { counts: of, latency }]) => [
      ...Object.entries({
        ok: of.ok,
        failed: Object.values(of.failed).reduce((sum, count) => sum + count, 0),
        timed_out: of.timedOut,
        in_flight: of.inFlight,
        unsent: of.unsent,
      }).map(([outcome, count]) =>
        metric('requests', 'Requests by what became of them.', count, { request, outcome }),
      ),
      ...(['due', 'send'] as const).flatMap((from) => {
        const times = from === 'due' ? latency.fromDue : latency.fromSend
        return quantiles.flatMap(([quantile, key]) =>
          times === null
            ? []
            : [
                metric('latency_seconds', 'Latency from the due time or from the sending.', times[key], {
                  request,
                  from,
                  quantile,
                }),
              ],
        )
      }),
    ]),
  ].filter(({ value }) => Number.isFinite(value))
}

/** A second of a run that goes on. */
export function metricsOfSecond({
  lengthSeconds,
  sent,
  answered,
  failed,
  inFlight,
  waiting,
  atSeconds,
}: TimelinePoint): PushedMetric[] {
  const seconds = Math.max(lengthSeconds, 0.1)
  return [
    ['finished', '1 once the run has ended, 0 while it goes on.', 0] as const,
    ['elapsed_seconds', 'Measured time so far.', Math.max(0, atSeconds)] as const,
    ['second_sent_per_second', 'Sent in the last second.', sent / seconds] as const,
    ['second_answered_per_second', 'Answered in the last second.', answered / seconds] as const,
    ['second_failed_per_second', 'Failed in the last second.', failed / seconds] as const,
    ['second_in_flight', 'Sent and not answered.', inFlight] as const,
    ['second_waiting', 'Due and not sent.', waiting] as const,
  ].map(([name, help, value]) => ({ name: `${prefix}_${name}`, help, labels: {}, value }))
}
