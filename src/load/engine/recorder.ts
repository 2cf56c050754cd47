import {
  clearHistogram,
  encodeHdr,
  type HdrHistogram,
  hdrHistogram,
  recordValue,
} from '../../metrics/index.ts'
import {
  censor,
  newAccount,
  newCell,
  newTally,
  noteKind,
  type RequestSecond,
  type StatusCell,
  type Tally,
  type Verdict,
} from '../../traffic/index.ts'
import type { AccountTap, Exchange, OpenSecond } from '../transport/index.ts'

/** What happened since the last look: for what is shown while the run goes on, and for limits over a window. */
export interface Interval {
  sent: number
  answered: number
  ok: number
  /** Failed, timed out or never sent. */
  failed: number
  bodyBytes: number
  /** From the due moment in an open model, from the sending in a closed one; microseconds. */
  latency: HdrHistogram
  /** By request name, where there are several. */
  requests?: Record<string, RequestSecond>
}

/** Counts what becomes of every exchange; nothing of the warm-up. */
export interface Recorder {
  readonly tally: Tally
  tapOf(request: string, target: string, isPoll: boolean): AccountTap
  due(tap: AccountTap): void
  sent(exchange: Exchange, wakeMs: number): void
  answered(exchange: Exchange, status: number, endMs: number, isOk: boolean): void
  checked(exchange: Exchange, verdict: Verdict): void
  /** An answer that came whole, but is none of those that were wanted. */
  failed(exchange: Exchange, failure: string, example: string): void
  timedOut(exchange: Exchange, nowMs: number): void
  unsent(exchange: Exchange, reason: string, example: string): void
  inFlight(exchange: Exchange, nowMs: number): void
  /** Hands over the interval and begins the next. */
  takeInterval(): Interval
}

/** `tellsApart` counts each second by request name too. */
export function newRecorder(isOpen: boolean, tellsApart = false): Recorder {
  const tally = newTally(isOpen)
  const taps = new Map<string, AccountTap>()
  const seconds = new Map<string, OpenSecond>()
  const firstByte = hdrHistogram()
  const body = hdrHistogram()
  tally.phases = { firstByte, body }
  let interval = newInterval()

  return {
    tally,
    tapOf(request, target, isPoll) {
      const key = `${request}\n${target}`
      const known = taps.get(key)
      if (known !== undefined) return known
      const account = newAccount(request, target, isPoll)
      tally.accounts.push(account)
      const tap = { account, cells: [], second: tellsApart && !isPoll ? secondOf(request) : undefined }
      taps.set(key, tap)
      return tap
    },
    due(tap) {
      tap.account.planned++
    },
    sent({ tap, isMeasured, dueMs, sentMs }, wakeMs) {
      if (!isMeasured) return
      tap.account.sent++
      if (!tap.account.isPoll) interval.sent++
      if (tally.sendLag !== null) recordValue(tally.sendLag, usBetween(dueMs, sentMs))
      if (tally.wakeLag !== null) recordValue(tally.wakeLag, usBetween(dueMs, wakeMs))
    },
    answered(exchange, status, endMs, isOk) {
      if (!exchange.isMeasured) return
      const { tap, dueMs, sentMs, readyMs, firstByteMs, bodyBytes } = exchange
      const cell = cellOf(tap, status)
      const fromSendUs = usBetween(sentMs, endMs)
      cell.answered++
      cell.bodyBytes += bodyBytes
      recordValue(cell.fromSend, fromSendUs)
      let shownUs = fromSendUs
      if (cell.fromDue !== null) {
        shownUs = usBetween(dueMs, endMs)
        recordValue(cell.fromDue, shownUs)
      }
      if (isOk) {
        cell.ok++
        tap.account.ok++
      }
      // How far a job is says nothing of how fast requests are.
      if (cell.isPoll) return
      // What a connection took to open is in phases of its own.
      recordValue(firstByte, usBetween(readyMs > 0 ? readyMs : sentMs, firstByteMs))
      recordValue(body, usBetween(firstByteMs, endMs))
      interval.answered++
      interval.bodyBytes += bodyBytes
      recordValue(interval.latency, shownUs)
      if (isOk) interval.ok++
      const { second } = tap
      if (second === undefined) return
      second.answered++
      recordValue(second.latency, shownUs)
      if (isOk) second.ok++
    },
    checked({ tap, isMeasured }, { checked, broken }) {
      if (!isMeasured) return
      tap.account.checked += checked
      for (const { text, example } of broken) noteKind(tap.account.broken, text, example)
    },
    failed({ tap, isMeasured }, failure, example) {
      if (!isMeasured) return
      noteKind(tap.account.failed, failure, example)
      countFailure(tap)
    },
    timedOut(exchange, nowMs) {
      if (!exchange.isMeasured) return
      exchange.tap.account.timedOut++
      countFailure(exchange.tap)
      giveUp(exchange, nowMs)
    },
    unsent({ tap, isMeasured }, reason, example) {
      if (!isMeasured) return
      noteKind(tap.account.unsent, reason, example)
      countFailure(tap)
    },
    inFlight(exchange, nowMs) {
      if (!exchange.isMeasured) return
      exchange.tap.account.inFlight++
      giveUp(exchange, nowMs)
    },
    takeInterval() {
      const taken = interval
      interval = newInterval()
      return seconds.size === 0 ? taken : { ...taken, requests: takeSeconds(seconds) }
    },
  }

  function secondOf(request: string): OpenSecond {
    const known = seconds.get(request)
    if (known !== undefined) return known
    const second = { answered: 0, ok: 0, failed: 0, latency: hdrHistogram() }
    seconds.set(request, second)
    return second
  }

  function countFailure({ second }: AccountTap): void {
    interval.failed++
    if (second !== undefined) second.failed++
  }

  function cellOf(tap: AccountTap, status: number): StatusCell {
    const known = tap.cells[status]
    if (known !== undefined) return known
    const cell = newCell(tap.account, status, isOpen)
    tap.cells[status] = cell
    tally.cells.push(cell)
    return cell
  }

  function giveUp({ tap, dueMs, sentMs }: Exchange, nowMs: number): void {
    censor(cellOf(tap, 0), usBetween(sentMs, nowMs), isOpen ? usBetween(dueMs, nowMs) : null)
  }
}

/** Whole microseconds; clocks of one process never run backwards, but rounding might. */
function usBetween(fromMs: number, toMs: number): number {
  const us = Math.round((toMs - fromMs) * 1000)
  return us > 0 ? us : 0
}

/** Nothing has happened yet. */
export function newInterval(): Interval {
  return {
    sent: 0,
    answered: 0,
    ok: 0,
    failed: 0,
    bodyBytes: 0,
    latency: hdrHistogram(),
  }
}

/** Hands the seconds over as they are kept, and begins the next: one histogram a name lives as long as the run. */
function takeSeconds(seconds: ReadonlyMap<string, OpenSecond>): Record<string, RequestSecond> {
  const taken: Record<string, RequestSecond> = {}
  for (const [name, second] of seconds) {
    const { answered, ok, failed, latency } = second
    taken[name] = { answered, ok, failed, latency: encodeHdr(latency) }
    Object.assign(second, { answered: 0, ok: 0, failed: 0 })
    clearHistogram(latency)
  }
  return taken
}
