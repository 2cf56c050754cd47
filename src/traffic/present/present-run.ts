import type { Finding, Outcome, SloTerm } from '../../core/index.ts'
import type { Percentiles } from '../../metrics/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import {
  countsOf,
  errorShare,
  judgeSlo,
  judgeValidity,
  type SloJudgement,
  sloFindings,
  statusesOf,
  type Validity,
} from '../judge/index.ts'
import type { LoadRun } from '../run.ts'
import { failureAdvice } from './failure-advice.ts'
import { latencyByRequest } from './latency-by-request.ts'
import { latencyCell } from './latency-table.ts'
import { dataOf, type LoadtestData } from './loadtest-data.ts'
import { chartsOf } from './run-charts.ts'
import { tablesOf } from './run-tables.ts'
import { timelineTable } from './timeline-table.ts'

/** The answer that a run gives: validity first, then latency, where requests went, limits, and time. */
export function presentRun(
  run: LoadRun,
  terms: readonly SloTerm[],
): Outcome<LoadtestData> & { headline: string } {
  const validity = judgeValidity(run)
  const judgements = judgeSlo(terms, run, validity)
  const data = dataOf(run, validity, judgements)
  const isUnknown = judgements.some(({ status }) => status === 'unknown')
  return {
    data,
    headline: `${headline(data, run)}${brokenLimits(judgements)}`,
    findings: [...validityFindings(validity), ...sloFindings(judgements), ...failureFindings(data, run)],
    tables: [...tablesOf(data), latencyByRequest(data), timelineTable(run)],
    charts: chartsOf(data, run),
    warnings: warningsOf(run),
    ...(isUnknown || isPartial(run) ? { exitCode: 3 as const } : {}),
  }
}

/** A part of the load is not known, or was never sent. */
function isPartial({ shares = [] }: LoadRun): boolean {
  return shares.some(({ problem }) => problem !== null)
}

function headline(
  { counts, latency, ratePerSecond, validity, failures }: LoadtestData,
  run: LoadRun,
): string {
  const { fromDue, fromSend } = latency
  const seen = fromDue ?? fromSend
  const valid = run.isInterrupted ? 'Interrupted: ' : ''
  const begin = { valid, suspect: 'To be doubted: ', invalid: 'Invalid: ' }[validity.verdict]
  const errors = errorShare(counts) ?? 0
  const said = [
    `${counted(counts.sent, 'request')} in ${formatQuantity(run.measuredSeconds, 'seconds')}, ${formatQuantity(Number(ratePerSecond.toPrecision(3)), 'per-second')} answered`,
    ...(seen.count === 0
      ? []
      : [
          `p50 ${latencyText(seen, 'p50Seconds')}, p99 ${latencyText(seen, 'p99Seconds')}${fromDue === null ? '' : ' from the due time'}`,
        ]),
    errors === 0 ? 'no errors' : `${formatQuantity(errors, 'ratio')} errors${mostOften(failures)}`,
  ]
  return `${begin}${said.join('; ')}.${run.stoppedBecause === null ? '' : ` ${run.stoppedBecause}`}`
}

/** The kind of failure that there was most of. */
function mostOften(failures: LoadtestData['failures']): string {
  const [first] = Object.entries(failures).toSorted(([, a], [, b]) => b.count - a.count)
  return first === undefined ? '' : ` (mostly ${first[0]})`
}

/** Also for those who see no more than the headline. */
function brokenLimits(judgements: readonly SloJudgement[]): string {
  return judgements
    .filter(({ status }) => status !== 'pass')
    .map(({ term, status, because }) =>
      status === 'fail' ? ` ${term.text} does not hold.` : ` ${term.text} could not be judged: ${because}`,
    )
    .join('')
}

function latencyText(percentiles: Percentiles, key: 'p50Seconds' | 'p99Seconds'): string {
  const cell = latencyCell(percentiles, key)
  return cell === null || typeof cell === 'string' ? '-' : formatQuantity(cell)
}

function validityFindings({ verdict, reasons }: Validity): Finding[] {
  const title = {
    valid: 'The run is valid',
    suspect: 'The run is to be doubted',
    invalid: 'The run is invalid',
  }[verdict]
  const status = ({ valid: 'pass', suspect: 'warn', invalid: 'unknown' } as const)[verdict]
  if (reasons.length === 0)
    return [
      {
        id: 'validity',
        title,
        status,
        because: 'Every request is accounted for, and the generator was on time.',
        evidence: {},
      },
    ]
  return reasons.map((reason) => ({ id: 'validity', title, status, because: reason, evidence: {} }))
}

/** A run that was stopped or came to nothing has failed, whatever limits it has; a rate limiter is no capacity. */
function failureFindings({ status, counts, failures }: LoadtestData, { stoppedBecause }: LoadRun): Finding[] {
  const limited = status['429'] ?? 0
  const [first] = Object.entries(failures).toSorted(([, a], [, b]) => b.count - a.count)
  return [
    ...(stoppedBecause === null ? [] : [stopped(stoppedBecause, first?.[0])]),
    ...(counts.planned > 0 && counts.ok === 0 && first !== undefined
      ? [
          failed(
            'nothing-answered',
            'No request went well',
            `Of ${counted(counts.planned, 'request')} none did; most often: ${first[0]}: ${first[1].example}.`,
            first[0],
          ),
        ]
      : []),
    ...(limited === 0
      ? []
      : [rateLimited(`${counted(limited, 'request')} of ${formatQuantity(counts.sent)} were answered 429`)]),
  ]
}

/** A limit or a cap may have stopped it without a single failure. */
function stopped(because: string, kind: string | undefined): Finding {
  const finding = failed('stopped', 'The run was stopped', because, kind)
  return kind === undefined ? { ...finding, advice: [] } : finding
}

function failed(id: string, title: string, because: string, kind: string | undefined): Finding {
  return {
    id,
    title,
    status: 'fail',
    because,
    evidence: {},
    advice: [{ text: failureAdvice(kind) }],
  }
}

/** Its finding; `what` begins the reason. */
export function rateLimited(what: string): Finding {
  return {
    id: 'rate-limited',
    title: 'The target limits its clients',
    status: 'warn',
    because: `${what}: this is the rate limiter, not the capacity.`,
    evidence: {},
    advice: [{ text: 'Spread the load over several credentials, or lift the limit for the test.' }],
  }
}

const redirects = ['301', '302', '303', '307', '308']

function warningsOf({ tally, plan, shares = [] }: LoadRun): string[] {
  const { planned } = countsOf(tally)
  const redirected = Object.entries(statusesOf(tally)).reduce(
    (sum, [status, count]) => sum + (redirects.includes(status) ? count : 0),
    0,
  )
  return [
    ...(redirected > 0 && plan.redirects === undefined
      ? [
          `${counted(redirected, 'answer')} led elsewhere and ${redirected === 1 ? 'was' : 'were'} not followed: add --follow-redirects, or load where they lead.`,
        ]
      : []),
    ...(plan.targets.some(({ protocol }) => protocol === 'https:') && !plan.tls.verifies
      ? ['Certificates were not verified (--insecure).']
      : []),
    ...(shares.filter(({ slice, clock, hasResult }) => slice !== null && clock === null && hasResult).length >
    1
      ? ['Each generator began by its own clock; how far those clocks differ was not measured.']
      : []),
    ...(planned > 0 && planned < 1000
      ? [`Only ${counted(planned, 'request')}: the 99.9th percentile needs 10000 for ten above it.`]
      : []),
  ]
}
