import { TLSSocket } from 'node:tls'
import type { CannonClient, CannonPending } from '../../clients/index.ts'
import type { Phase } from '../../traffic/index.ts'
import { type BackOff, failureOf, nowMs } from '../transport/index.ts'

/** What is done with a client of autocannon, and who is told what becomes of its requests. */
export interface Guard {
  /** The bytes of each request of the plan, and whether it asks for a head alone. */
  requests: readonly { bytes: Buffer; isHead: boolean }[]
  /** The place of the request that this client begins with. */
  first: number
  verifies: boolean
  backOff: BackOff
  /** Another request may be sent. */
  hasMore(): boolean
  /** Calls `connect` once the target may be tried again. */
  waitForRetry(connect: () => void): void
  sent(pending: CannonPending): void
  answered(pending: CannonPending, answer: { status: number; ms: number; bodyBytes: number }): void
  failed(pending: CannonPending, failure: string, example: string): void
  timedOut(pending: CannonPending): void
  received(bytes: number): void
  opened(): void
  phase(phase: Phase, ms: number): void
}

/** A client that is mended. */
export interface GuardedClient {
  /** How many requests are under way. */
  inFlight(): number
  /** Ends it; hands over what was under way. */
  giveUp(): readonly CannonPending[]
}

/** An answer that belongs to no request: autocannon itself would end the whole process on it. */
class Unasked extends Error {}

const closedEarly = 'the target closed the connection without an answer'

/**
 * Mends a client before it connects: every connection begins with an empty queue and a fresh parser, requests that a connection took with
 * it are failures, a target that refuses is left alone for a while, bodies are counted and not kept, certificates are verified, answers
 * of 1xx and to HEAD are understood, and what is no HTTP ends the connection.
 */
export function guardClient(client: CannonClient, guard: Guard): GuardedClient {
  const { parser, pipelinedRequests: queue, requestIterator } = client
  const own = {
    connect: client._connect.bind(client),
    doRequest: client._doRequest.bind(client),
    destroyConnection: client._destroyConnection.bind(client),
    execute: parser.execute.bind(parser),
    terminateRequest: queue.terminateRequest.bind(queue),
  }
  let isHooked = false
  let hasHeard = false
  let isWaiting = false
  /** The connection is gone, and what became of it is told. */
  let isLeft = true
  /** Nothing more is sent on this connection. */
  let isClosing = false
  let isInterim = false
  let bodyBytes = 0
  let answered: CannonPending | null = null
  let failure: { failure: string; example: string } | null = null

  for (const [place, { bytes }] of guard.requests.entries()) {
    const request = requestIterator.requests[place]
    if (request !== undefined) request.requestBuffer = bytes
  }
  requestIterator.currentRequestIndex = guard.first
  requestIterator.currentRequest = requestIterator.requests[guard.first]

  queue.addBody = (piece) => {
    bodyBytes += piece.length
  }
  queue.terminateRequest = () => {
    const pending = own.terminateRequest()
    if (pending === undefined) throw new Unasked('the target sent what nobody had asked for')
    answered = pending
    return pending
  }
  parser.execute = (chunk) => {
    hasHeard = true
    guard.received(chunk.length)
    const fault = faultIn(chunk)
    if (fault !== null) {
      failure ??= { failure: 'malformed', example: fault }
      client.conn.destroy(new Error(fault))
    }
  }
  client.on('connError', (error: unknown) => {
    failure ??= failureOf(error)
  })
  client.on('response', (status: number, _bytes: number, ms: number) => {
    if (answered !== null) guard.answered(answered, { status, ms, bodyBytes })
    answered = null
    bodyBytes = 0
    guard.backOff.succeeded()
  })
  client._doRequest = () => {
    if (isClosing) {
      const { conn } = client
      failure ??= { failure: 'closed', example: 'the target closed the connection after another answer' }
      // Once the parser is through with what it reads.
      setImmediate(() => {
        if (client.conn === conn && !isLeft) client._connect()
      })
      return
    }
    if (!guard.hasMore()) return
    own.doRequest()
    const pending = queue.toArray().at(-1)
    if (pending !== undefined) guard.sent(pending)
  }
  client._destroyConnection = () => {
    for (const pending of queue.toArray()) guard.timedOut(pending)
    failure ??= { failure: 'cut', example: 'an answer did not come in time' }
    own.destroyConnection()
  }
  client._connect = () => {
    if (!isHooked) {
      hookParser()
      open()
      return
    }
    leaveConnection()
    if (isWaiting || !guard.hasMore()) return
    if (guard.backOff.mayTry()) {
      open()
      return
    }
    isWaiting = true
    guard.waitForRetry(() => {
      isWaiting = false
      if (guard.hasMore()) open()
    })
  }
  return {
    inFlight: () => queue.toArray().length,
    giveUp() {
      const given = queue.toArray()
      queue.clear()
      client.destroy()
      return given
    },
  }

  function open(): void {
    isLeft = false
    guard.backOff.trying()
    parser.reinitialize(parser.type)
    hasHeard = false
    isClosing = false
    isInterim = false
    bodyBytes = 0
    failure = null
    own.connect()
    watchConnection()
  }

  function faultIn(chunk: Buffer): string | null {
    try {
      const result = own.execute(chunk)
      return result instanceof Error ? `the answer is no HTTP/1: ${result.message}` : null
    } catch (error) {
      if (error instanceof Unasked) return error.message
      throw error
    }
  }

  /** Its constructor sets these after the client was handed over. */
  function hookParser(): void {
    isHooked = true
    const onHead = parser[2].bind(parser)
    const onEnd = parser[4].bind(parser)
    parser[2] = (head) => {
      isInterim = head.statusCode < 200
      if (isInterim) return undefined
      if (!head.shouldKeepAlive) isClosing = true
      onHead(head)
      return guard.requests[queue.toArray()[0]?.req.place ?? -1]?.isHead
    }
    parser[4] = () => {
      if (isInterim) isInterim = false
      else onEnd()
    }
  }

  /** What it still carried is lost: its clock must not go on to the next answer. */
  function leaveConnection(): void {
    if (isLeft) return
    isLeft = true
    const { conn } = client
    conn.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error')
    conn.on('error', () => {})
    if (failure === null) {
      // A body that lasts until the end has come to it.
      const isCut = parser.finish() instanceof Error
      failure = isCut
        ? { failure: 'truncated', example: 'the target closed the connection in the middle of an answer' }
        : { failure: 'closed', example: closedEarly }
    }
    conn.destroy()
    const lost = queue.toArray()
    queue.clear()
    guard.backOff.ended(hasHeard, failure.failure, failure.example)
    for (const pending of lost) guard.failed(pending, failure.failure, failure.example)
  }

  function watchConnection(): void {
    const { conn } = client
    const openedMs = nowMs()
    let foundMs = openedMs
    let connectedMs = openedMs
    conn.once('lookup', () => {
      foundMs = nowMs()
      guard.phase('dns', foundMs - openedMs)
    })
    conn.once('connect', () => {
      connectedMs = nowMs()
      guard.phase('connect', connectedMs - foundMs)
      if (!(conn instanceof TLSSocket)) guard.opened()
    })
    conn.once('secureConnect', () => {
      if (!(conn instanceof TLSSocket)) return
      // autocannon turns verification off; nothing was sent before this.
      if (guard.verifies && !conn.authorized) {
        const code = String(conn.authorizationError)
        conn.destroy(Object.assign(new Error(`the certificate is not trusted (${code})`), { code }))
        return
      }
      guard.phase('tls', nowMs() - connectedMs)
      guard.opened()
    })
  }
}
