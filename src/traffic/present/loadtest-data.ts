import {
  decodeHdr,
  type HdrHistogram,
  hdrPercentiles,
  hdrQuantile,
  type Percentiles,
} from '../../metrics/index.ts'
import type { LoadComparison } from '../baseline/index.ts'
import type { WatchData } from '../demand/index.ts'
import { startSkewSeconds } from '../distribute/index.ts'
import {
  type Counts,
  countsOf,
  type Latencies,
  latenciesOf,
  namesIn,
  type SloJudgement,
  statusesOf,
  type Validity,
} from '../judge/index.ts'
import type { LoadRun, SavedRun } from '../run.ts'
import type { GeneratorShare } from '../slice-stamp.ts'
import { type Kind, type Phase, phases, type Tally } from '../tally/index.ts'
import { type CourseData, courseData } from './course-table.ts'
import { type StatusLatency, statusLatencies } from './status-latencies.ts'

/** The result of a load test. */
export interface LoadtestData {
  model: 'open' | 'closed'
  counts: Counts
  status: Record<string, number>
  durationSeconds: number
  /** Answers a second, of those that came within the measured time. */
  ratePerSecond: number
  bytesReceived: number
  validity: Validity
  latency: Latencies
  /** What each request was answered at each target, by status; status 0 is what was given up: its times are lower bounds. */
  statuses: StatusLatency[]
  requests: Record<string, { counts: Counts; latency: Latencies }>
  targets: Record<string, { counts: Counts; latency: Latencies }>
  /** Of a search: a point a load, for the laws of capacity. */
  points?: { concurrency: number; throughput: number; latencyP50Seconds: number; latencyP99Seconds: number }[]
  maximum: { ratePerSecond: number; low: number; high: number; slo: string } | null
  /** What requests began and polls waited for; and whole journeys of a scenario. */
  jobs?: Record<string, CourseData>
  journeys?: Record<string, CourseData>
  /** Of a scenario: expectations that were looked at, and those that did not hold. */
  assertions?: { checked: number; broken: Record<string, Kind> }
  /** Why requests failed or were not sent, with what the first of each kind said. */
  failures: Record<string, Kind>
  phases: Partial<Record<Phase, Percentiles>>
  connections: number
  /** Requests that followed one, beside those that were sent: the target saw them all. */
  redirects: number
  /** All that was counted, for runs to be joined and compared. */
  run?: SavedRun
  /** Of a run that was compared with an earlier one: `estimate` is the worsening, of errors in shares; `pairs` are stretches of a run. */
  comparisons?: LoadComparison[]
  baseline?: {
    file: string
    measuredAt: string
    /** Measured on another machine: nothing fails. */
    advisory: boolean
    tolerance: number
    detect: number
    alpha: number
    machineDifferences: string[]
  }
  /** What was watched while it ran: --watch. */
  watch?: WatchData
  /** Of several generators: what each did, and how far their begins lie apart. */
  generators?: readonly GeneratorShare[]
  startSkewSeconds?: number | null
  slo: { term: string; status: SloJudgement['status']; measured: number | null }[]
  timeline: {
    atSeconds: number
    sent: number
    answered: number
    failed: number
    inFlight: number
    waiting: number
    p50Seconds: number | null
    p99Seconds: number | null
  }[]
}

/** The data of a result: everything that was counted, and what was made of it. */
export function dataOf(run: LoadRun, validity: Validity, judgements: readonly SloJudgement[]): LoadtestData {
  const { tally, measuredSeconds, plan } = run
  return {
    model: plan.model.kind,
    counts: countsOf(tally),
    status: statusesOf(tally),
    durationSeconds: measuredSeconds,
    ratePerSecond: measuredSeconds > 0 ? run.answeredInTime / measuredSeconds : 0,
    bytesReceived: tally.receivedBytes,
    validity,
    latency: latenciesOf(tally),
    statuses: statusLatencies(tally),
    requests: partsOf(tally, 'request'),
    targets: partsOf(tally, 'target'),
    maximum: null,
    ...scenarioParts(run),
    failures: failuresOf(tally),
    phases: phasesOf(tally),
    connections: tally.connections,
    redirects: tally.redirects,
    slo: judgements.map(({ term, status, measured }) => ({
      term: term.text,
      status,
      measured: measured?.value ?? null,
    })),
    timeline: timelineOf(run),
    ...(run.shares === undefined
      ? {}
      : { generators: run.shares, startSkewSeconds: startSkewSeconds(run.shares) }),
  }
}

function scenarioParts({
  tally,
  measuredSeconds,
}: LoadRun): Pick<LoadtestData, 'jobs' | 'journeys' | 'assertions'> {
  const jobs = courseData(tally, 'job', measuredSeconds)
  const journeys = courseData(tally, 'journey', measuredSeconds)
  const checked = tally.accounts.reduce((sum, account) => sum + account.checked, 0)
  const broken: Record<string, Kind> = {}
  for (const account of tally.accounts)
    for (const [text, kind] of Object.entries(account.broken))
      addKind(broken, `${account.request}: ${text}`, kind)
  return {
    ...(Object.keys(jobs).length > 0 ? { jobs } : {}),
    ...(Object.keys(journeys).length > 0 ? { journeys } : {}),
    ...(checked > 0 ? { assertions: { checked, broken } } : {}),
  }
}

function partsOf(tally: Tally, key: 'request' | 'target'): LoadtestData['requests'] {
  return Object.fromEntries(
    namesIn(tally, key).map((name) => [
      name,
      { counts: countsOf(tally, { [key]: name }), latency: latenciesOf(tally, { [key]: name }) },
    ]),
  )
}

function failuresOf({ accounts }: Tally): Record<string, Kind> {
  const all: Record<string, Kind> = {}
  const add = (kind: string, one: Kind): void => addKind(all, kind, one)
  for (const { failed, unsent, timedOut, inFlight } of accounts) {
    for (const [kind, one] of Object.entries(failed)) add(kind, one)
    if (timedOut > 0) add('timed-out', { count: timedOut, example: 'no whole answer within --timeout' })
    if (inFlight > 0) add('in-flight', { count: inFlight, example: 'no whole answer when the run ended' })
    for (const [reason, one] of Object.entries(unsent)) add(`unsent: ${reason}`, one)
  }
  return all
}

function addKind(into: Record<string, Kind>, kind: string, { count, example }: Kind): void {
  const known = into[kind]
  if (known === undefined) into[kind] = { count, example }
  else known.count += count
}

function phasesOf(tally: Tally): LoadtestData['phases'] {
  return Object.fromEntries(
    phases.flatMap((phase) => {
      const histogram = tally.phases[phase]
      const percentiles = histogram === undefined ? null : hdrPercentiles(histogram)
      return percentiles === null ? [] : [[phase, percentiles]]
    }),
  )
}

function timelineOf({ timeline }: LoadRun): LoadtestData['timeline'] {
  return timeline
    .filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds > 0)
    .map(({ atSeconds, sent, answered, failed, inFlight, waiting, latency }) => {
      const times = decodeHdr(latency)
      const [p50Seconds, p99Seconds] = [secondsAt(times, 0.5), secondsAt(times, 0.99)]
      return { atSeconds, sent, answered, failed, inFlight, waiting, p50Seconds, p99Seconds }
    })
}

function secondsAt(latency: HdrHistogram, q: number): number | null {
  const us = hdrQuantile(latency, q)
  return us === null ? null : us / 1e6
}
