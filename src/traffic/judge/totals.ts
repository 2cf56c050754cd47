import { type HdrHistogram, hdrHistogram, hdrPercentiles, type Percentiles } from '../../metrics/index.ts'
import { type Account, type Kind, type StatusCell, sumOf, type Tally } from '../tally/index.ts'

/** Where requests went. planned = sent + unsent; sent = ok + failed + timedOut + inFlight. */
export interface Counts {
  planned: number
  sent: number
  unsent: number
  ok: number
  /** By kind. */
  failed: Record<string, number>
  timedOut: number
  inFlight: number
  /** By reason. */
  unsentBy: Record<string, number>
}

/** Latencies as they are looked at: from the due moment and the send lag only in an open model. */
export interface Latencies {
  fromDue: Percentiles | null
  fromSend: Percentiles
  sendLag: Percentiles | null
}

/** Nothing was measured: a count of 0 and no number. */
const none: Percentiles = {
  count: 0,
  minSeconds: Number.NaN,
  p50Seconds: Number.NaN,
  p75Seconds: Number.NaN,
  p90Seconds: Number.NaN,
  p95Seconds: Number.NaN,
  p99Seconds: Number.NaN,
  p999Seconds: Number.NaN,
  p9999Seconds: Number.NaN,
  maxSeconds: Number.NaN,
  meanSeconds: Number.NaN,
  standardDeviationSeconds: Number.NaN,
  censored: 0,
}

/** Chooses a part of a tally: one request name, one target, one status, or all. */
export interface Part {
  request?: string
  target?: string
  /** Of latencies only. */
  status?: number
}

function isIn({ request, target }: Part): (one: { request: string; target: string }) => boolean {
  return (one) =>
    (request === undefined || one.request === request) && (target === undefined || one.target === target)
}

/** Polls are looked at where they are asked for by name, never among others. */
export function isCountedIn({ request }: Part): (cell: StatusCell) => boolean {
  return ({ isPoll }) => !isPoll || request !== undefined
}

/** The sum of the accounts of a part. */
export function countsOf({ accounts }: Tally, part: Part = {}): Counts {
  const counts: Counts = {
    planned: 0,
    sent: 0,
    unsent: 0,
    ok: 0,
    failed: {},
    timedOut: 0,
    inFlight: 0,
    unsentBy: {},
  }
  for (const account of accounts.filter(isIn(part))) {
    counts.planned += account.planned
    counts.sent += account.sent
    counts.ok += account.ok
    counts.timedOut += account.timedOut
    counts.inFlight += account.inFlight
    addKinds(counts.failed, account.failed)
    addKinds(counts.unsentBy, account.unsent)
  }
  counts.unsent = sum(counts.unsentBy)
  return counts
}

function addKinds(into: Record<string, number>, kinds: Readonly<Record<string, Kind>>): void {
  for (const [kind, { count }] of Object.entries(kinds)) into[kind] = (into[kind] ?? 0) + count
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

/** The share of what was planned that came to no good: failed, timed out, never sent or cut off. Null where nothing was planned. */
export function errorShare({ planned, ok }: Counts): number | null {
  return planned === 0 ? null : (planned - ok) / planned
}

/** The latencies of a part; the send lag is that of all. */
export function latenciesOf(tally: Tally, part: Part = {}): Latencies {
  const cells = tally.cells
    .filter(isIn(part))
    .filter(isCountedIn(part))
    .filter(({ status }) => part.status === undefined || status === part.status)
  return {
    fromDue: tally.isOpen ? percentilesOf(cells, 'fromDue', 'censoredFromDue') : null,
    fromSend: percentilesOf(cells, 'fromSend', 'censoredFromSend'),
    sendLag: tally.sendLag === null ? null : (hdrPercentiles(tally.sendLag) ?? none),
  }
}

function percentilesOf(
  cells: readonly StatusCell[],
  times: 'fromDue' | 'fromSend',
  censored: 'censoredFromDue' | 'censoredFromSend',
): Percentiles {
  const all = cells.reduce<HdrHistogram | null>((sum, cell) => sumOf(sum, cell[times]), null)
  const given = cells.reduce<HdrHistogram | null>((sum, cell) => sumOf(sum, cell[censored]), null)
  return hdrPercentiles(all ?? hdrHistogram(), given) ?? none
}

/** The share of expectations that did not hold; null where there were none. */
export function brokenShare({ accounts }: Tally, part: Part = {}): number | null {
  const own = accounts.filter(isIn(part))
  const checked = own.reduce((total, account) => total + account.checked, 0)
  return checked === 0 ? null : own.reduce((total, { broken }) => total + kindsOf(broken), 0) / checked
}

/** Whole answers by status. */
export function statusesOf({ cells }: Tally): Record<string, number> {
  const statuses: Record<string, number> = {}
  for (const { status, answered } of cells)
    if (status !== 0) statuses[status] = (statuses[status] ?? 0) + answered
  return statuses
}

/** Names in the order in which they were first met. */
export function namesIn({ accounts }: Tally, key: 'request' | 'target'): string[] {
  return [...new Set(accounts.map((account) => account[key]))]
}

/** What does not balance, in a sentence each: nothing, unless the generator lost something. */
export function imbalances({ accounts, cells }: Tally): string[] {
  return accounts.flatMap((account) => {
    const { request, target, planned, sent, ok, timedOut, inFlight } = account
    const failed = kindsOf(account.failed)
    const name = `${request} at ${target}`
    const answered = cells
      .filter((cell) => cell.status !== 0 && isIn({ request, target })(cell))
      .reduce((total, cell) => total + cell.ok, 0)
    return [
      ...(planned === sent + kindsOf(account.unsent)
        ? []
        : [
            `${name}: ${planned} were planned, but ${sent} were sent and ${kindsOf(account.unsent)} were not.`,
          ]),
      ...(sent === ok + failed + timedOut + inFlight
        ? []
        : [`${name}: ${sent} were sent, but ${ok + failed + timedOut + inFlight} are accounted for.`]),
      ...(ok === answered ? [] : [`${name}: ${ok} went well, but ${answered} are in the histograms.`]),
    ]
  })
}

function kindsOf(kinds: Account['failed']): number {
  return Object.values(kinds).reduce((total, { count }) => total + count, 0)
}
