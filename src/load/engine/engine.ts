import { type LoadPlan, notePhase, type PlannedTarget, statusFailure } from '../../traffic/index.ts'
import { type AccountTap, type Exchange, nowMs, type PoolEvents, tlsClient } from '../transport/index.ts'
import { watchHealth } from './check-health.ts'
import { targetChoice } from './choose-target.ts'
import { checkDeadlines } from './deadlines.ts'
import { followRedirects } from './follow-redirects.ts'
import { newInFlight } from './in-flight.ts'
import { answerOf } from './kept-answer.ts'
import { type Lane, newExchange, newLane } from './lane.ts'
import type { Order } from './order.ts'
import type { Prepared } from './prepared.ts'
import { newRecorder, type Recorder } from './recorder.ts'
import type { Traffic } from './traffic.ts'

/** Sends requests, and tells their owners what became of them. */
export interface Engine {
  readonly recorder: Recorder
  begin(order: Order, wakeMs: number): void
  /** It was due and is never sent. */
  leave(order: Order, reason: string, example: string): void
  /** It cannot be sent: told as planned and unsent, in either model; its owner hears nothing. */
  refuse(order: Order, reason: string, example: string): void
  /** Sent and not yet settled. */
  readonly inFlight: number
  /** Due and not yet sent. */
  readonly waiting: number
  readonly traffic: Readonly<Traffic>
  /** How often something was read so far. */
  readonly reads: number
  /** What was read and sent until now belongs to the warm-up. */
  beginMeasuring(): void
  /** Gives up all that is under way or waits, and closes all connections. */
  stop(reason: string): void
}

const deadlineCheckMs = 20

/** Opens no connection before the first request. */
export function openEngine(plan: LoadPlan): Engine {
  const isOpen = plan.model.kind === 'open'
  const recorder = newRecorder(isOpen, plan.scenario !== null || plan.requests.length > 1)
  const { tally } = recorder
  const inFlight = newInFlight()
  const tls = tlsClient(plan.tls)
  const timeoutMs = plan.timeoutSeconds * 1000
  const choice = targetChoice(plan)
  const lanes = new Map(plan.targets.map((target, place) => [target.name, laneTo(target, place)]))
  const only = lanes.size === 1 ? [...lanes.values()][0] : undefined
  const redirects = followRedirects(plan, {
    failed,
    laneTo(target) {
      const lane = lanes.get(target.name) ?? laneTo(target, 0)
      lanes.set(target.name, lane)
      return lane
    },
    sent: count,
  })
  const health = plan.health === null ? null : watchHealth(plan, plan.health, tls, onHealth)
  const checkLate = (): void => checkDeadlines({ timeoutMs, inFlight, lanes, timedOut, leave })
  const deadlines = setInterval(checkLate, deadlineCheckMs)
  const traffic: Traffic = { requests: 0, bytes: 0 }
  let isStopped = false
  let reads = 0

  return {
    recorder,
    traffic,
    get inFlight() {
      return inFlight.count
    },
    get waiting() {
      let count = 0
      for (const { waiting } of lanes.values()) count += waiting.length
      return count
    },
    get reads() {
      return reads
    },
    beginMeasuring() {
      tally.receivedBytes = 0
      tally.sentBytes = 0
    },
    begin(order, wakeMs) {
      const exchange = addressed(order, wakeMs)
      const lane = laneOf(exchange.tap.account.target)
      if (lane.waiting.length > 0 || !started(lane, exchange)) lane.waiting.push(exchange)
    },
    leave(order, reason, example) {
      leave(addressed(order, nowMs()), reason, example)
    },
    refuse(order, reason, example) {
      const exchange = addressed(order, nowMs())
      if (order.isMeasured && order.dueMs === null) recorder.due(exchange.tap)
      recorder.unsent(exchange, reason, example)
    },
    stop(reason) {
      isStopped = true
      clearInterval(deadlines)
      health?.stop()
      // What ran out of time since the last look is late, not under way.
      checkLate()
      const now = nowMs()
      for (let exchange = inFlight.oldest(); exchange !== null; exchange = inFlight.oldest()) {
        settle(exchange, false, now)
        recorder.inFlight(exchange, now)
      }
      for (const { waiting } of lanes.values())
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) leave(one, reason, '')
      for (const { pool } of lanes.values()) pool.close()
    },
  }

  function laneTo(target: PlannedTarget, place: number): Lane {
    const events: PoolEvents = {
      answered(answered, status, endMs) {
        const exchange = answered.original ?? answered
        if (exchange.isSettled) return
        const redirect = redirects.after(answered, status)
        if (redirect === 'followed') return
        const verdict = exchange.judge?.(answerOf(exchange.kept, status)) ?? null
        const failure = redirect ?? (verdict === null ? statusFailure(status) : verdict.failure)
        exchange.status = status
        exchange.verdict = verdict
        settle(exchange, failure === null, endMs)
        recorder.answered(exchange, status, endMs, failure === null)
        if (verdict !== null) recorder.checked(exchange, verdict)
        if (failure !== null) recorder.failed(exchange, failure.kind, failure.example)
        exchange.owner.settled(exchange)
      },
      failed,
      room: () => sendWaiting(lane),
      phase(phase, ms) {
        notePhase(tally, phase, Math.round(ms * 1000))
      },
      opened() {
        tally.connections++
      },
      received(bytes) {
        reads++
        tally.receivedBytes += bytes
        traffic.bytes += bytes
      },
    }
    const lane = newLane(plan, { target, place, tls }, events)
    return lane
  }

  function failed(ended: Exchange, failure: string, example: string): void {
    const exchange = ended.original ?? ended
    if (exchange.isSettled) return
    settle(exchange, false, nowMs())
    recorder.failed(exchange, failure, example)
    exchange.owner.settled(exchange)
  }

  function timedOut(exchange: Exchange, now: number): void {
    settle(exchange, false, now)
    recorder.timedOut(exchange, now)
  }

  function count({ message, hops, isMeasured }: Exchange): void {
    if (hops > 0 && isMeasured) tally.redirects++
    tally.sentBytes += message.text.length
    traffic.requests++
    traffic.bytes += message.text.length
  }

  /** Chooses the target; what is due on its own is planned from now on. */
  function addressed(order: Order, wakeMs: number): Exchange {
    const { prepared, isMeasured, dueMs } = order
    const lane = laneOf(choice.next())
    const exchange = newExchange(lane, order, { tap: tapIn(lane, prepared), wakeMs })
    if (isMeasured && dueMs !== null) recorder.due(exchange.tap)
    return exchange
  }

  function laneOf(target: string): Lane {
    const lane = only ?? lanes.get(target)
    if (lane === undefined) throw new Error('a plan has at least one target')
    return lane
  }

  function tapIn(lane: Lane, prepared: Prepared): AccountTap {
    const known = lane.taps.get(prepared)
    if (known !== undefined) return known
    const tap = recorder.tapOf(prepared.request, lane.name, prepared.isPoll)
    lane.taps.set(prepared, tap)
    return tap
  }

  /** Sends it, or settles it as unsent; false where it has to wait. */
  function started(lane: Lane, exchange: Exchange): boolean {
    if (exchange.original !== null) return redirects.started(lane, exchange)
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
      count(exchange)
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
    exchange.isOk = isOk
    exchange.endMs = endMs
    inFlight.remove(exchange)
    choice.ended(exchange.tap.account.target, isOk, Math.max(0, endMs - exchange.sentMs) / 1000)
  }

  function onHealth(target: string, isHealthy: boolean): void {
    choice.setHealth(target, isHealthy)
    const { waiting } = laneOf(target)
    // Users who wait for a target that fell ill would wait as long as it is: each is asked again, once.
    if (!isHealthy && !isOpen)
      for (let count = waiting.length; count > 0; count--) leave(waiting.shift() as Exchange, '', '')
  }

  function leave(exchange: Exchange, reason: string, example: string): void {
    exchange.isSettled = true
    if (!exchange.isClosedModel) recorder.unsent(exchange, reason, example)
    exchange.owner.notSent(exchange)
  }
}
