import { serviceDraw } from '../draws/index.ts'
import type { Failure } from './counts.ts'
import { databaseOf } from './database.ts'
import { firstLine, happening, type Parts, sharedLine } from './parts.ts'
import { requestState as is } from './request-pool.ts'
import { retrying } from './retrying.ts'
import type { Scans } from './scans.ts'

/** How requests go through a system. */
export interface Flow {
  /** One comes for the first time. */
  enter(): void
  /** One is sent, for the first time or again. */
  send(request: number): void
  workDone(request: number): void
  databaseDone(request: number): void
  timeOut(request: number): void
  /** All that an instance has in hand is lost. */
  loseAll(instance: number): void
  /** An instance takes what waits for it. */
  serveNext(instance: number): void
}

/** The flow of a system; `onLeft` is called for each request that is done with, answered or not. */
export function flowOf(parts: Parts, scans: Scans | null, onLeft: () => void): Flow {
  const { model, random, clock, heap, pool, due, fleet, lines, seen } = parts
  const { timeoutSeconds, cache, fleet: shape } = model
  const draw = serviceDraw(model.service, random.service)
  const drawHit = cache === null ? draw : serviceDraw(cache.service, random.cache)
  const isShared = shape.distribution === 'shared'
  const queueLimit = shape.queueLimit ?? Number.POSITIVE_INFINITY
  const database = databaseOf(parts, finish)
  const retry = retrying(parts)
  let sharedWaiting = 0

  function enter(): void {
    const request = pool.take()
    pool.arrivedAt[request] = clock.now
    pool.attempt[request] = 1
    pool.isHit[request] = cache !== null && random.cache.next() < cache.hitRatio ? 1 : 0
    retry.earn()
    seen.arrived(clock.now)
    send(request)
  }

  function send(request: number): void {
    pool.sentAt[request] = clock.now
    pool.work[request] = pool.isHit[request] === 1 ? drawHit() : draw()
    seen.tried()
    if (timeoutSeconds !== null) {
      pool.deadline[request] = clock.now + timeoutSeconds
      due.add(clock.now + timeoutSeconds, request)
    }
    const instance = isShared ? fleet.idle() : fleet.pick()
    if (instance === -1 && fleet.upCount === 0) fail(request, 'unreachable')
    else if (instance !== -1) {
      fleet.sent(instance)
      pool.instance[request] = instance
      if ((fleet.busy[instance] ?? 0) < shape.slots) begin(request, instance)
      else if ((fleet.waiting[instance] ?? 0) < queueLimit) wait(request, firstLine + instance)
      else {
        fleet.answered(instance, false, 0, clock.now)
        fail(request, 'refused')
      }
    } else if (sharedWaiting < queueLimit * fleet.upCount) wait(request, sharedLine)
    else fail(request, 'refused')
  }

  function wait(request: number, line: number): void {
    pool.state[request] = is.waiting
    lines.append(line, request)
    noteWaiting(pool.instance[request] ?? 0, 1)
  }

  function noteWaiting(instance: number, by: number): void {
    if (isShared) sharedWaiting += by
    else fleet.waiting[instance] = (fleet.waiting[instance] ?? 0) + by
    seen.waiting(by, clock.now)
  }

  function begin(request: number, instance: number): void {
    fleet.began(instance)
    seen.busy(1, clock.now)
    pool.state[request] = is.serving
    pool.beganAt[request] = clock.now
    const ends = clock.now + (pool.work[request] ?? 0)
    pool.endsAt[request] = ends
    heap.put(ends, happening.workDone, request)
  }

  function workDone(request: number): void {
    if (pool.endsAt[request] !== clock.now) return
    if (database === null || pool.isHit[request] === 1) finish(request)
    else database.ask(request)
  }

  function finish(request: number): void {
    const instance = pool.instance[request] ?? 0
    const isWanted = pool.state[request] === is.serving
    release(request, instance)
    pool.give(request)
    if (isWanted) {
      const sent = pool.sentAt[request] ?? 0
      fleet.answered(instance, true, clock.now - sent, clock.now)
      seen.answered(
        clock.now - (pool.arrivedAt[request] ?? 0),
        (pool.beganAt[request] ?? 0) - sent,
        clock.now,
      )
      scans?.answered()
      onLeft()
    }
    serveNext(instance)
  }

  function release(request: number, instance: number): void {
    fleet.ended(instance)
    seen.busy(-1, clock.now)
    pool.endsAt[request] = Number.NaN
  }

  function serveNext(instance: number): void {
    while (fleet.serves(instance) && (fleet.busy[instance] ?? 0) < shape.slots) {
      const request = lines.take(isShared ? sharedLine : firstLine + instance)
      if (request === -1) break
      if (pool.state[request] === is.leftWaiting) {
        pool.give(request)
        continue
      }
      noteWaiting(instance, -1)
      if (isShared) fleet.sent(instance)
      pool.instance[request] = instance
      begin(request, instance)
    }
    if (fleet.isWorkedOff(instance)) remove(instance)
  }

  function remove(instance: number): void {
    fleet.remove(instance)
    seen.instances(-1, clock.now)
  }

  function timeOut(request: number): void {
    const state = pool.state[request]
    if (pool.deadline[request] !== clock.now || (state !== is.waiting && state !== is.serving)) return
    const instance = pool.instance[request] ?? 0
    if (state === is.waiting) noteWaiting(instance, -1)
    // What waits leaves its line when it would be its turn; what is in service is worked off for nobody.
    pool.state[request] = state === is.waiting ? is.leftWaiting : is.leftServing
    if (!isShared || state === is.serving) fleet.answered(instance, false, timeoutSeconds ?? 0, clock.now)
    again(request, 'timedOut')
  }

  function loseAll(instance: number): void {
    for (let request = 0; request < pool.reach; request++) {
      const state = pool.state[request]
      if (pool.instance[request] !== instance) continue
      const isServed = state === is.serving || state === is.leftServing
      const waits = !isShared && state === is.waiting
      if (isServed) release(request, instance)
      if (waits) noteWaiting(instance, -1)
      if (state === is.serving || waits) {
        fleet.answered(instance, false, clock.now - (pool.sentAt[request] ?? 0), clock.now)
        again(request, 'lost')
      }
      if (waits) pool.state[request] = is.leftWaiting
      else if (isServed) {
        pool.state[request] = is.leftServing
        if (database?.forget(request) !== true) pool.give(request)
      }
    }
    if (!isShared) dropLeft(firstLine + instance)
  }

  /** A line of which nobody waits any more. */
  function dropLeft(line: number): void {
    for (let request = lines.take(line); request !== -1; request = lines.take(line)) pool.give(request)
  }

  /** The try never had a place. */
  function fail(request: number, why: Failure): void {
    again(request, why)
    pool.give(request)
  }

  function again(request: number, why: Failure): void {
    seen.failed(why)
    if (retry.again(request)) return
    seen.gaveUp(clock.now)
    onLeft()
  }

  return {
    enter,
    send,
    workDone,
    databaseDone: (request) => database?.done(request),
    timeOut,
    loseAll,
    serveNext,
  }
}
