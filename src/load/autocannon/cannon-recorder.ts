import { recordValue } from '../../metrics/index.ts'
import {
  type Account,
  censor,
  type LoadPlan,
  newAccount,
  newCell,
  newTally,
  noteKind,
  type StatusCell,
  statusFailure,
  type Tally,
} from '../../traffic/index.ts'
import { type Interval, newInterval } from '../engine/index.ts'

/** Counts what autocannon's clients tell, by the place of the request in the plan; `sentMs` decides what belongs to the warm-up. */
export interface CannonRecorder {
  readonly tally: Tally
  /** Measured requests that are sent, and those that came to an end. */
  readonly begun: number
  readonly settled: number
  sent(place: number, sentMs: number): void
  answered(place: number, sentMs: number, answer: { status: number; ms: number; bodyBytes: number }): void
  failed(place: number, sentMs: number, failure: string, example: string): void
  timedOut(place: number, sentMs: number, nowMs: number): void
  inFlight(place: number, sentMs: number, nowMs: number): void
  /** Hands over what happened since the last call. */
  takeInterval(): Interval
}

/** Of a plan with one target. */
export function newCannonRecorder({ requests, targets }: LoadPlan, measuredMs: number): CannonRecorder {
  const tally = newTally(false)
  const target = targets[0]?.name ?? ''
  const accounts = requests.map(({ name }) => accountOf(tally, name, target))
  const cells = new Map<Account, Map<number, StatusCell>>()
  let interval = newInterval()
  let begun = 0
  let settled = 0

  return {
    tally,
    get begun() {
      return begun
    },
    get settled() {
      return settled
    },
    sent(place, sentMs) {
      const account = accountAt(place, sentMs)
      if (account === null) return
      begun++
      account.planned++
      account.sent++
      interval.sent++
    },
    answered(place, sentMs, { status, ms, bodyBytes }) {
      const account = accountAt(place, sentMs)
      if (account === null) return
      const cell = cellOf(account, status)
      const us = Math.round(ms * 1000)
      settled++
      cell.answered++
      cell.bodyBytes += bodyBytes
      recordValue(cell.fromSend, us)
      interval.answered++
      interval.bodyBytes += bodyBytes
      recordValue(interval.latency, us)
      const failure = statusFailure(status)
      if (failure !== null) {
        noteKind(account.failed, failure.kind, failure.example)
        return
      }
      cell.ok++
      account.ok++
      interval.ok++
    },
    failed(place, sentMs, failure, example) {
      const account = accountAt(place, sentMs)
      if (account === null) return
      settled++
      noteKind(account.failed, failure, example)
      interval.failed++
    },
    timedOut(place, sentMs, nowMs) {
      const account = accountAt(place, sentMs)
      if (account === null) return
      settled++
      account.timedOut++
      interval.failed++
      censor(cellOf(account, 0), Math.round((nowMs - sentMs) * 1000), null)
    },
    inFlight(place, sentMs, nowMs) {
      const account = accountAt(place, sentMs)
      if (account === null) return
      account.inFlight++
      censor(cellOf(account, 0), Math.round((nowMs - sentMs) * 1000), null)
    },
    takeInterval() {
      const taken = interval
      interval = newInterval()
      return taken
    },
  }

  /** Null in the warm-up. */
  function accountAt(place: number, sentMs: number): Account | null {
    return sentMs < measuredMs ? null : (accounts[place] ?? null)
  }

  function cellOf(account: Account, status: number): StatusCell {
    const known = cells.get(account) ?? new Map<number, StatusCell>()
    cells.set(account, known)
    const cell = known.get(status) ?? newCell(account, status, false)
    if (!known.has(status)) tally.cells.push(cell)
    known.set(status, cell)
    return cell
  }
}

/** Requests of the same name are one. */
function accountOf(tally: Tally, name: string, target: string): Account {
  const known = tally.accounts.find(({ request }) => request === name)
  if (known !== undefined) return known
  const account = newAccount(name, target)
  tally.accounts.push(account)
  return account
}
