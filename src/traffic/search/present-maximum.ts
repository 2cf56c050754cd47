import { type Outcome, quantity, type SloTerm, type Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { errorShare, judgeValidity } from '../judge/index.ts'
import { type LoadtestData, presentRun, rateLimited } from '../present/index.ts'
import type { LoadRun } from '../run.ts'
import type { SearchStep, Trial } from './find-max.ts'

/** A trial with what was measured. */
export interface MeasuredTrial extends Trial {
  run: LoadRun
}

/** The last word of a search, and why it ended before it had one. */
export interface SearchEnd {
  step: Exclude<SearchStep, { kind: 'try' }>
  isRateLimited: boolean
  /** What it was allowed to do was done; null where it was not. */
  stoppedBecause: string | null
}

/** The result of a search: the maximum with its interval, every trial, and the latencies of the confirmed one. */
export function presentMaximum(
  trials: readonly MeasuredTrial[],
  { step, isRateLimited, stoppedBecause }: SearchEnd,
  terms: readonly SloTerm[],
): Outcome<LoadtestData> {
  const slo = terms.map(({ text }) => text).join(', ')
  const shown =
    trials.findLast(({ holds, isConfirmation }) => holds && isConfirmation) ??
    trials.findLast(({ holds }) => holds) ??
    trials.at(-1)
  if (shown === undefined) throw new Error('a search has at least one trial')
  const { data, findings, tables, charts = [], warnings } = presentRun(shown.run, terms)
  const maximum =
    step.kind === 'found' && !isRateLimited
      ? { ratePerSecond: step.ratePerSecond, low: step.ratePerSecond, high: step.high, slo }
      : null
  const rows = trials.map(pointOf)
  return {
    data: {
      ...data,
      maximum,
      points: rows
        .filter(({ throughput }) => throughput > 0)
        .toSorted((a, b) => a.concurrency - b.concurrency)
        .map(({ concurrency, throughput, latencyP50Seconds, latencyP99Seconds }) => ({
          concurrency,
          throughput,
          latencyP50Seconds,
          latencyP99Seconds,
        })),
    },
    headline: `${headline(step, slo, isRateLimited)}${stoppedBecause === null ? '' : ` ${stoppedBecause}`}`,
    // Loads that are too high are stopped, and that is what a search is for.
    findings: [
      ...(isRateLimited ? [rateLimited('Requests were answered 429')] : []),
      ...findings.filter(({ id }) => !['rate-limited', 'stopped'].includes(id)),
    ],
    tables: [trialTable(rows, trials), ...tables.map((table) => ({ ...table, main: false }))],
    charts: [kneeChart(rows, trials), ...charts],
    warnings,
    ...(maximum === null && step.kind !== 'unbounded'
      ? { exitCode: step.kind === 'none' ? (1 as const) : (3 as const) }
      : {}),
  }
}

function headline(step: SearchEnd['step'], slo: string, isRateLimited: boolean): string {
  if (isRateLimited)
    return `The rate limiter of the target ended the search for the highest load that holds ${slo}.`
  switch (step.kind) {
    case 'found':
      return `${perSecond(step.ratePerSecond)} is the highest load that holds ${slo}; ${perSecond(step.high)} does not.`
    case 'none':
      return `Not even ${perSecond(step.high)} holds ${slo}.`
    case 'unbounded':
      return `${perSecond(step.ratePerSecond)} holds ${slo}, and no more was to be tried.`
    case 'unsettled':
      return `The search for the highest load that holds ${slo} came to no answer${step.low === null || step.high === null ? '' : `: it is between ${perSecond(step.low)} and ${perSecond(step.high)}`}.`
  }
}

function perSecond(rate: number): string {
  return formatQuantity(Number(rate.toPrecision(4)), 'per-second')
}

interface Row {
  rate: number
  throughput: number
  /** Requests in the target on average, by Little's law. */
  concurrency: number
  latencyP50Seconds: number
  latencyP99Seconds: number
  errors: number
  result: string
}

function pointOf({ run, ratePerSecond, holds, isConfirmation }: MeasuredTrial): Row {
  const { latency, counts, ratePerSecond: throughput } = presentRun(run, []).data
  const { fromDue, fromSend } = latency
  const seen = fromDue ?? fromSend
  return {
    rate: ratePerSecond,
    throughput,
    concurrency: fromSend.count === 0 ? 0 : throughput * fromSend.meanSeconds,
    latencyP50Seconds: seen.p50Seconds,
    latencyP99Seconds: seen.p99Seconds,
    errors: errorShare(counts) ?? 0,
    result: `${holds ? 'holds' : notHeld(run)}${isConfirmation ? ', confirming' : ''}`,
  }
}

function notHeld(run: LoadRun): string {
  if (run.isInterrupted) return 'interrupted'
  return run.stoppedBecause === null && judgeValidity(run).verdict === 'invalid' ? 'invalid' : 'does not'
}

function trialTable(rows: readonly Row[], trials: readonly MeasuredTrial[]): Table {
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: 'Loads tried',
    main: true,
    columns: [
      right('rate', 'Rate'),
      right('seconds', 'For'),
      right('throughput', 'Answered'),
      right('p50', 'p50'),
      right('p99', 'p99'),
      right('errors', 'Errors'),
      { key: 'result', title: 'Result' },
    ],
    rows: rows.map((row, index) => [
      quantity(Number(row.rate.toPrecision(4)), 'per-second'),
      quantity(trials[index]?.run.measuredSeconds ?? 0, 'seconds'),
      quantity(Number(row.throughput.toPrecision(4)), 'per-second'),
      finite(row.latencyP50Seconds),
      finite(row.latencyP99Seconds),
      quantity(row.errors, 'ratio'),
      row.result,
    ]),
  }
}

function finite(seconds: number): ReturnType<typeof quantity> | null {
  return Number.isFinite(seconds) ? quantity(seconds, 'seconds') : null
}

function kneeChart(
  rows: readonly Row[],
  trials: readonly MeasuredTrial[],
): NonNullable<Outcome<unknown>['charts']>[number] {
  const points = rows
    .filter((_, index) => trials[index]?.isConfirmation === false)
    .toSorted((a, b) => a.rate - b.rate)
  const line = (of: (row: Row) => number): (readonly [number, number | null])[] =>
    points.map((row) => [row.rate, Number.isFinite(of(row)) ? of(row) : null] as const)
  return {
    title: 'Latency over load: the knee',
    x: { title: 'Load', unit: 'per-second' },
    y: { title: 'Latency', unit: 'seconds' },
    series: [
      { name: 'p50', points: line((row) => row.latencyP50Seconds) },
      { name: 'p99', points: line((row) => row.latencyP99Seconds) },
    ],
  }
}
