import { type HdrHistogram, hdrHistogram, recordValue } from '../../metrics/index.ts'
import type { Course } from './course.ts'
import type { Kind } from './kind.ts'

/** What became of one kind of request at one target, with one status; status 0 where no response came to its end. */
export interface StatusCell {
  request: string
  target: string
  /** It asks how far a job is: no part of what requests are said to take. */
  isPoll: boolean
  status: number
  /** Responses that came to their end, ok or not. */
  answered: number
  /** Those with a status below 400. */
  ok: number
  /** Bytes of bodies. */
  bodyBytes: number
  /** Microseconds from the sending to the last byte; and from the moment that it was due, in an open model. */
  fromSend: HdrHistogram
  fromDue: HdrHistogram | null
  /** Those that were given up after so long: timed out, or under way at the end. The true time is above. */
  censoredFromSend: HdrHistogram | null
  censoredFromDue: HdrHistogram | null
}

/** Where one kind of request at one target went: planned = sent + unsent; sent = ok + failed + timed out + in flight. */
export interface Account {
  request: string
  target: string
  planned: number
  sent: number
  /** By reason: due but never sent. */
  unsent: Record<string, Kind>
  ok: number
  /** By kind. */
  failed: Record<string, Kind>
  timedOut: number
  /** Still under way when the run stopped waiting. */
  inFlight: number
  isPoll: boolean
  /** Expectations that were looked at, and those that did not hold, by what they say. */
  checked: number
  broken: Record<string, Kind>
}

/** The phases of a connection and of a response, in microseconds. */
export type Phase = 'dns' | 'connect' | 'tls' | 'firstByte' | 'body'
export const phases: readonly Phase[] = ['dns', 'connect', 'tls', 'firstByte', 'body']

/** All that one generator counts during a run; those of several generators add up. */
export interface Tally {
  isOpen: boolean
  accounts: Account[]
  cells: StatusCell[]
  courses: Course[]
  phases: Partial<Record<Phase, HdrHistogram>>
  /** Open model, microseconds: from the due moment to the sending; and to the moment at which the generator turned to it. */
  sendLag: HdrHistogram | null
  wakeLag: HdrHistogram | null
  /** Heads and bodies; of HTTP/2 received bodies only. */
  receivedBytes: number
  sentBytes: number
  connections: number
  /** Requests that followed one, beside those that were sent. */
  redirects: number
}

export function newTally(isOpen: boolean): Tally {
  return {
    isOpen,
    accounts: [],
    cells: [],
    courses: [],
    phases: {},
    sendLag: isOpen ? hdrHistogram() : null,
    wakeLag: isOpen ? hdrHistogram() : null,
    receivedBytes: 0,
    sentBytes: 0,
    connections: 0,
    redirects: 0,
  }
}

export function newAccount(request: string, target: string, isPoll = false): Account {
  return {
    request,
    target,
    planned: 0,
    sent: 0,
    unsent: {},
    ok: 0,
    failed: {},
    timedOut: 0,
    inFlight: 0,
    isPoll,
    checked: 0,
    broken: {},
  }
}

export function newCell(
  { request, target, isPoll }: Pick<StatusCell, 'request' | 'target' | 'isPoll'>,
  status: number,
  isOpen: boolean,
): StatusCell {
  return {
    request,
    target,
    isPoll,
    status,
    answered: 0,
    ok: 0,
    bodyBytes: 0,
    fromSend: hdrHistogram(),
    fromDue: isOpen ? hdrHistogram() : null,
    censoredFromSend: null,
    censoredFromDue: null,
  }
}

/** Counts a time that is known to be longer. */
export function censor(cell: StatusCell, fromSendUs: number, fromDueUs: number | null): void {
  cell.censoredFromSend ??= hdrHistogram()
  recordValue(cell.censoredFromSend, fromSendUs)
  if (fromDueUs === null) return
  cell.censoredFromDue ??= hdrHistogram()
  recordValue(cell.censoredFromDue, fromDueUs)
}

export function notePhase(tally: Tally, phase: Phase, us: number): void {
  const histogram = tally.phases[phase] ?? hdrHistogram()
  tally.phases[phase] = histogram
  recordValue(histogram, us)
}
