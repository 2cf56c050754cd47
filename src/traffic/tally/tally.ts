import { addHistogram, type HdrHistogram, hdrHistogram, recordValue } from '../../metrics/index.ts'

/** What became of one kind of request at one target, with one status; status 0 where no response came to its end. */
export interface StatusCell {
  request: string
  target: string
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

/** How often something happened, and what it said the first time. */
export interface Kind {
  count: number
  example: string
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
}

/** The phases of a connection and of a response, in microseconds. */
export type Phase = 'dns' | 'connect' | 'tls' | 'firstByte' | 'body'
export const phases: readonly Phase[] = ['dns', 'connect', 'tls', 'firstByte', 'body']

/** All that one generator counts during a run; those of several generators add up. */
export interface Tally {
  isOpen: boolean
  accounts: Account[]
  cells: StatusCell[]
  phases: Partial<Record<Phase, HdrHistogram>>
  /** Open model, microseconds: from the due moment to the sending; and to the moment at which the generator turned to it. */
  sendLag: HdrHistogram | null
  wakeLag: HdrHistogram | null
  /** Heads and bodies; of HTTP/2 received bodies only. */
  receivedBytes: number
  sentBytes: number
  connections: number
}

export function newTally(isOpen: boolean): Tally {
  return {
    isOpen,
    accounts: [],
    cells: [],
    phases: {},
    sendLag: isOpen ? hdrHistogram() : null,
    wakeLag: isOpen ? hdrHistogram() : null,
    receivedBytes: 0,
    sentBytes: 0,
    connections: 0,
  }
}

export function newAccount(request: string, target: string): Account {
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
  }
}

export function newCell(request: string, target: string, status: number, isOpen: boolean): StatusCell {
  return {
    request,
    target,
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

/** Counts one more of `kind`; the example is that of the first. */
export function noteKind(kinds: Record<string, Kind>, kind: string, example: string): void {
  const known = kinds[kind]
  if (known === undefined) kinds[kind] = { count: 1, example }
  else known.count++
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

/** The sum of tallies, bucket by bucket and kind by kind; none of them is changed. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const merged = newTally(tallies.some(({ isOpen }) => isOpen))
  for (const tally of tallies) {
    for (const account of tally.accounts) mergeAccount(merged, account)
    for (const cell of tally.cells) mergeCell(merged, cell)
    for (const phase of phases) {
      const sum = sumOf(merged.phases[phase], tally.phases[phase])
      if (sum !== null) merged.phases[phase] = sum
    }
    merged.sendLag = sumOf(merged.sendLag, tally.sendLag)
    merged.wakeLag = sumOf(merged.wakeLag, tally.wakeLag)
    merged.receivedBytes += tally.receivedBytes
    merged.sentBytes += tally.sentBytes
    merged.connections += tally.connections
  }
  return merged
}

function mergeAccount(merged: Tally, account: Account): void {
  const { request, target } = account
  let into = merged.accounts.find((one) => one.request === request && one.target === target)
  if (into === undefined) {
    into = newAccount(request, target)
    merged.accounts.push(into)
  }
  into.planned += account.planned
  into.sent += account.sent
  into.ok += account.ok
  into.timedOut += account.timedOut
  into.inFlight += account.inFlight
  mergeKinds(into.failed, account.failed)
  mergeKinds(into.unsent, account.unsent)
}

function mergeKinds(into: Record<string, Kind>, kinds: Readonly<Record<string, Kind>>): void {
  for (const [kind, { count, example }] of Object.entries(kinds)) {
    const known = into[kind]
    if (known === undefined) into[kind] = { count, example }
    else known.count += count
  }
}

function mergeCell(merged: Tally, cell: StatusCell): void {
  const { request, target, status } = cell
  let into = merged.cells.find(
    (one) => one.request === request && one.target === target && one.status === status,
  )
  if (into === undefined) {
    into = newCell(request, target, status, false)
    merged.cells.push(into)
  }
  into.answered += cell.answered
  into.ok += cell.ok
  into.bodyBytes += cell.bodyBytes
  addHistogram(into.fromSend, cell.fromSend)
  into.fromDue = sumOf(into.fromDue, cell.fromDue)
  into.censoredFromSend = sumOf(into.censoredFromSend, cell.censoredFromSend)
  into.censoredFromDue = sumOf(into.censoredFromDue, cell.censoredFromDue)
}

/** The sum of two histograms that may be missing; it is never one of the two. */
export function sumOf(
  a: HdrHistogram | null | undefined,
  b: HdrHistogram | null | undefined,
): HdrHistogram | null {
  if (!a && !b) return null
  const sum = hdrHistogram()
  if (a) addHistogram(sum, a)
  if (b) addHistogram(sum, b)
  return sum
}
