import type { LoadPlan, PlannedTarget } from '../../traffic/index.ts'
import { openPool } from '../http1/index.ts'
import { openSessionPool } from '../http2/index.ts'
import type { AccountTap, Exchange, Pool, PoolEvents, TlsClient } from '../transport/index.ts'
import type { Order } from './order.ts'
import type { Prepared } from './prepared.ts'
import { type WaitingLine, waitingLine } from './waiting-line.ts'

/** One target with its connections, and what waits for one. */
export interface Lane {
  /** Its place among the targets of the plan. */
  place: number
  name: string
  pool: Pool
  taps: Map<Prepared, AccountTap>
  waiting: WaitingLine<Exchange>
  /** Where redirects lead stands in headers. */
  keepsHeaders: boolean
}

/** The lane to a target; no connection is opened before the first request. */
export function newLane(
  plan: LoadPlan,
  { target, place, tls }: { target: PlannedTarget; place: number; tls: TlsClient },
  events: PoolEvents,
): Lane {
  const open = plan.protocol === 'http2' ? openSessionPool : openPool
  const pipelining = plan.model.kind === 'closed' ? plan.model.pipelining : 1
  return {
    place,
    name: target.name,
    taps: new Map(),
    pool: open(target, { ...plan, tls, pipelining }, events),
    waiting: waitingLine(),
    keepsHeaders: plan.redirects !== undefined,
  }
}

/** An exchange of a lane that nothing has happened to yet. In one piece: this is done for every request. */
export function newExchange(
  { place, keepsHeaders }: Lane,
  { prepared, messages, isMeasured, dueMs, owner }: Order,
  { tap, wakeMs }: { tap: AccountTap; wakeMs: number },
): Exchange {
  const message = messages[place]
  if (message === undefined) throw new Error('a request is prepared for every target')
  return {
    tap,
    message,
    isHead: prepared.isHead,
    keeping: keepsHeaders ? { headers: true, bodyBytes: prepared.keeping?.bodyBytes ?? 0 } : prepared.keeping,
    kept: null,
    judge: prepared.judge,
    verdict: null,
    isMeasured,
    isClosedModel: dueMs === null,
    owner,
    original: null,
    hops: 0,
    dueMs: dueMs ?? 0,
    wakeMs,
    sentMs: 0,
    readyMs: 0,
    firstByteMs: 0,
    status: 0,
    endMs: 0,
    bodyBytes: 0,
    isSettled: false,
    isOk: false,
    carrier: null,
    previous: null,
    next: null,
  }
}
