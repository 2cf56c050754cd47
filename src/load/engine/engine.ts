import { type LoadPlan, notePhase, type PlannedTarget } from '../../traffic/index.ts'
import { openPool } from '../http1/index.ts'
import { openSessionPool } from '../http2/index.ts'
import {
  type AccountTap,
  type Exchange,
  nowMs,
  type Pool,
  type PoolEvents,
  tlsClient,
} from '../transport/index.ts'
import { watchHealth } from './check-health.ts'
import { targetChoice } from './choose-target.ts'
import { newInFlight } from './in-flight.ts'
import type { Order } from './order.ts'
import type { Prepared } from './prepared.ts'
import { newRecorder, type Recorder } from './recorder.ts'
import { type WaitingLine, waitingLine } from './waiting-line.ts'

/** Sends requests, and tells their owners what became of them. */
export interface Engine {
  readonly recorder: Recorder
  begin(order: Order, wakeMs: number): void
  /** It was due and is never sent. */
  leave(order: Order, reason: string, example: string): void
  /** Sent and not yet settled. */
  readonly inFlight: number
  /** Due and not yet sent. */
  readonly waiting: number
  /** Gives up all that is under way or waits, and closes all connections. */
  stop(reason: string): void
}

/** One target with its connections, and what waits for one. */
interface Lane {
  /** Its place among the targets of the plan. */
  place: number
  name: string
  pool: Pool
  taps: Map<Prepared, AccountTap>
  waiting: WaitingLine<Exchange>
}

const deadlineCheckMs = 20

/** Opens no connection before the first request. */
export function openEngine(plan: LoadPlan): Engine {
  const isOpen = plan.model.kind === 'open'
  const recorder = newRecorder(isOpen)
  const { tally } = recorder
  const inFlight = newInFlight()
  const tls = tlsClient(plan.tls)
  const timeoutMs = plan.timeoutSeconds * 1000
  const choice = targetChoice(plan)
  const lanes = new Map(plan.targets.map((target, place) => [target.name, laneTo(target, place)]))
  const only = lanes.size === 1 ? [...lanes.values()][0] : undefined
  const health = plan.health === null ? null : watchHealth(plan, plan.health, tls, onHealth)
  const deadlines = setInterval(checkDeadlines, deadlineCheckMs)
  let isStopped = false

  return {
    recorder,
    get inFlight() {
      return inFlight.count
    },
    get waiting() {
      let count = 0
      for (const { waiting } of lanes.values()) count += waiting.length
      return count
    },
    begin(order, wakeMs) {
      const exchange = addressed(order, wakeMs)
      const lane = laneOf(exchange.tap.account.target)
      if (lane.waiting.length > 0 || !started(lane, exchange)) lane.waiting.push(exchange)
    },
    leave(order, reason, example) {
      leave(addressed(order, nowMs()), reason, example)
    },
    stop(reason) {
      isStopped = true
      clearInterval(deadlines)
      health?.stop()
      const now = nowMs()
      for (const { waiting } of lanes.values())
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) leave(one, reason, '')
      for (let exchange = inFlight.oldest(); exchange !== null; exchange = inFlight.oldest()) {
        settle(exchange, false, now)
        recorder.inFlight(exchange, now)
      }
      for (const { pool } of lanes.values()) pool.close()
    },
  }

  function laneTo(target: PlannedTarget, place: number): Lane {
    const events: PoolEvents = {
      answered(exchange, status, endMs) {
        if (exchange.isSettled) return
        const failure = exchange.owner.failureOf?.(exchange, status) ?? statusFailure(status)
        settle(exchange, failure === null, endMs)
        recorder.answered(exchange, status, endMs, failure === null)
        if (failure !== null) recorder.failed(exchange, failure.failure, failure.example)
        exchange.owner.settled(exchange, { kind: 'answered', status, endMs })
      },
      failed(exchange, failure, example) {
        if (exchange.isSettled) return
        settle(exchange, false, nowMs())
        recorder.failed(exchange, failure, example)
        exchange.owner.settled(exchange, { kind: 'failed', failure, example })
      },
      room: () => sendWaiting(lane),
      phase(phase, ms) {
        notePhase(tally, phase, Math.round(ms * 1000))
      },
      opened() {
        tally.connections++
      },
      received(bytes) {
        tally.receivedBytes += bytes
      },
    }
    const pipelining = plan.model.kind === 'closed' ? plan.model.pipelining : 1
    const lane: Lane = {
      place,
      name: target.name,
      taps: new Map(),
      pool: (plan.protocol === 'http2' ? openSessionPool : openPool)(
        target,
        { ...plan, tls, pipelining },
        events,
      ),
      waiting: waitingLine(),
    }
    return lane
  }

  /** Chooses the target; what is due on its own is planned from now on. */
  function addressed({ prepared, isMeasured, dueMs, keeps, owner }: Order, wakeMs: number): Exchange {
    const lane = laneOf(choice.next())
    const message = prepared.messages[lane.place]
    if (message === undefined) throw new Error('a request is prepared for every target')
    const tap = tapIn(lane, prepared)
    if (isMeasured && dueMs !== null) recorder.due(tap)
    // In one piece: this is done for every request.
    return {
      tap,
      message,
      isHead: prepared.isHead,
      isMeasured,
      isClosedModel: dueMs === null,
      owner,
      dueMs: dueMs ?? 0,
      wakeMs,
      sentMs: 0,
      firstByteMs: 0,
      bodyBytes: 0,
      kept: keeps ? { head: '', body: [] } : null,
      isSettled: false,
      carrier: null,
      previous: null,
      next: null,
    }
  }

  function laneOf(target: string): Lane {
    const lane = only ?? lanes.get(target)
    if (lane === undefined) throw new Error('a plan has at least one target')
    return lane
  }

  function tapIn(lane: Lane, prepared: Prepared): AccountTap {
    const known = lane.taps.get(prepared)
    if (known !== undefined) return known
    const tap = recorder.tapOf(prepared.request, lane.name)
    lane.taps.set(prepared, tap)
    return tap
  }

  /** Sends it, or settles it as unsent; false where it has to wait. */
  function started(lane: Lane, exchange: Exchange): boolean {
    const now = nowMs()
    exchange.sentMs = now
    if (exchange.isClosedModel) exchange.dueMs = now
    // Before it is sent, for it may fail at once.
    inFlight.add(exchange)
    const taken = lane.pool.take(exchange)
    if (taken === 'taken') {
      if (exchange.isMeasured && exchange.isClosedModel) recorder.due(exchange.tap)
      recorder.sent(exchange, exchange.wakeMs)
      choice.started(exchange.tap.account.target)
      tally.sentBytes += exchange.message.text.length
      return true
    }
    inFlight.remove(exchange)
    exchange.sentMs = 0
    // Users wait until they may try again; what is due on its own has missed its time.
    if (taken === 'busy' || exchange.isClosedModel) return false
    leave(exchange, 'target-down', lane.pool.downBecause ?? '')
    return true
  }

  function sendWaiting(lane: Lane): void {
    if (isStopped) return
    for (let first = lane.waiting.first(); first !== undefined; first = lane.waiting.first()) {
      if (!started(lane, first)) return
      lane.waiting.shift()
    }
  }

  function settle(exchange: Exchange, isOk: boolean, endMs: number): void {
    exchange.isSettled = true
    inFlight.remove(exchange)
    choice.ended(exchange.tap.account.target, isOk, Math.max(0, endMs - exchange.sentMs) / 1000)
  }

  function onHealth(target: string, isHealthy: boolean): void {
    choice.setHealth(target, isHealthy, plan.health?.slowReturnSeconds ?? 0)
  }

  function leave(exchange: Exchange, reason: string, example: string): void {
    exchange.isSettled = true
    if (!exchange.isClosedModel) recorder.unsent(exchange, reason, example)
    exchange.owner.settled(exchange, { kind: 'unsent', reason, example })
  }

  function checkDeadlines(): void {
    const now = nowMs()
    for (let first = inFlight.oldest(); first !== null; first = inFlight.oldest()) {
      if (now - first.sentMs < timeoutMs) break
      settle(first, false, now)
      recorder.timedOut(first, now)
      first.carrier?.end('cut', 'another answer on the same connection did not come in time')
      first.owner.settled(first, { kind: 'timed-out' })
    }
    for (const { waiting } of lanes.values())
      for (let first = waiting.first(); first !== undefined; first = waiting.first()) {
        if (first.isClosedModel || now - first.dueMs < timeoutMs) break
        waiting.shift()
        leave(first, 'no-free-connection', 'all connections were taken for as long as a request may last')
      }
  }
}

function statusFailure(status: number): { failure: string; example: string } | null {
  return status < 400 ? null : { failure: `status-${status}`, example: `the target answered ${status}` }
}
