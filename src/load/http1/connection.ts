import type { Socket } from 'node:net'
import type { PlannedTarget } from '../../traffic/index.ts'
import {
  dial,
  type Exchange,
  failureOf,
  keepBody,
  nothingKept,
  nowMs,
  type TlsClient,
} from '../transport/index.ts'
import type { KnownHead } from './known-head.ts'
import { otherProtocol } from './not-http.ts'
import { type ResponseHandler, responseParser } from './response-parser.ts'

/** What a connection tells whoever opened it. */
export interface ConnectionEvents {
  /** It is there, after so many milliseconds of each phase. */
  opened(connection: Connection, phases: { dns: number | null; connect: number; tls: number | null }): void
  answered(connection: Connection, exchange: Exchange, status: number, endMs: number): void
  /** It is gone; the exchanges it still carried failed so. */
  closed(connection: Connection, carried: readonly Exchange[], failure: string, example: string): void
  received(bytes: number): void
}

/** One connection to a target, which carries one exchange or, pipelined, several in order. */
export interface Connection {
  /** Sent or to be sent, and not answered. */
  readonly carried: number
  /** Something came from the target. */
  readonly hasHeard: boolean
  readonly isClosed: boolean
  send(exchange: Exchange): void
  /** Ends it; what it carried is told as failed. */
  end(failure: string, example: string): void
}

const lingerMs = 500
const unasked = 'the target sent what nobody had asked for'

/** All connections of a thread read into it, one after the other. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024)

/** Opens a connection. What is sent before it stands waits for it. */
export function openConnection(
  target: PlannedTarget,
  { tls, keepAlive, known }: { tls: TlsClient; keepAlive: boolean; known: KnownHead },
  events: ConnectionEvents,
): Connection {
  const queue: Exchange[] = []
  let isOpen = false
  let isClosed = false
  let isTold = false
  let readMs = 0
  let status = 0
  const openedMs = nowMs()
  let foundMs: number | null = null
  /** Answers that are due of what is being read: what is sent while it is read has none in it. */
  let owed = 0
  let isUnasked = false
  let connectedMs = openedMs

  const handler: ResponseHandler = {
    onHeadPart(bytes, from, to) {
      if (owed === 0 && !isBlank(bytes, from, to)) isUnasked = true
      const exchange = isUnasked ? undefined : queue[0]
      if (exchange === undefined || exchange.keeping === null) return
      exchange.kept ??= nothingKept()
      if (exchange.keeping.headers) exchange.kept.head.push(Buffer.from(bytes.subarray(from, to)))
    },
    onInterim() {
      const kept = queue[0]?.kept
      if (kept) kept.head = []
    },
    onHead(head) {
      status = head.status
      const exchange = queue[0]
      if (exchange === undefined || isUnasked) return false
      if (exchange.firstByteMs === 0) exchange.firstByteMs = readMs
      return exchange.isHead
    },
    onBody(bytes, from, to) {
      const exchange = queue[0]
      if (exchange === undefined || isUnasked) return
      exchange.bodyBytes += to - from
      if (exchange.kept !== null && exchange.keeping !== null)
        keepBody(exchange.kept, bytes.subarray(from, to), exchange.keeping.bodyBytes)
    },
    onEnd(isKept) {
      const exchange = isUnasked ? undefined : queue.shift()
      if (exchange === undefined) return false
      owed--
      const lasts = isKept && keepAlive
      // Before its owner hears of it, so that what it sends next finds the connection free, or gone.
      if (!lasts) isClosed = true
      events.answered(connection, exchange, status, readMs)
      if (!lasts) {
        tell('closed', 'the target closed the connection after another answer')
        linger()
      }
      return lasts
    },
  }
  const parser = responseParser(handler, known)
  const socket = dial(target, tls, { onread: { buffer, callback: read } })
  listen(socket)

  const connection: Connection = {
    get carried() {
      return queue.length
    },
    get hasHeard() {
      return readMs > 0
    },
    get isClosed() {
      return isClosed
    },
    send(exchange) {
      queue.push(exchange)
      exchange.carrier = connection
      if (isOpen) socket.write(exchange.message.text, 'latin1')
    },
    end: finish,
  }
  return connection

  function listen(to: Socket): void {
    to.once('lookup', () => {
      foundMs = nowMs()
    })
    to.once('connect', () => {
      connectedMs = nowMs()
      if (target.protocol === 'http:') ready(null)
    })
    to.once('secureConnect', () => ready(nowMs() - connectedMs))
    to.on('error', (error) => {
      const { failure, example } = failureOf(error)
      finish(failure, example)
    })
    to.once('end', atEnd)
    to.once('close', atEnd)
  }

  function ready(tlsMs: number | null): void {
    const { dns, connect } = {
      dns: foundMs === null ? null : foundMs - openedMs,
      connect: connectedMs - (foundMs ?? openedMs),
    }
    // What is written together leaves together.
    const isMany = queue.length > 1
    if (isMany) socket.cork()
    const readyMs = nowMs()
    for (const exchange of queue) {
      exchange.readyMs = readyMs
      socket.write(exchange.message.text, 'latin1')
    }
    if (isMany) socket.uncork()
    // Only now: whoever hears of it may send at once, and would send again what has just been written.
    isOpen = true
    events.opened(connection, { dns, connect, tls: tlsMs })
  }

  function read(bytes: number): boolean {
    const isFirst = readMs === 0
    readMs = nowMs()
    events.received(bytes)
    const exchange = queue[0]
    if (exchange === undefined) {
      // Some servers end a body by an empty line too many.
      if (!isBlank(buffer, 0, bytes)) finish('malformed', unasked)
      return true
    }
    owed = queue.length
    if (exchange.firstByteMs === 0) exchange.firstByteMs = readMs
    const fault = parser.read(buffer, 0, bytes)
    if (isUnasked) finish('malformed', unasked)
    else if (fault !== null) {
      const other = isFirst ? otherProtocol(buffer, bytes) : null
      // Whoever closes keeps the port for a minute: nothing is worth that here.
      socket.resetAndDestroy()
      tell('malformed', `the answer is no HTTP/1: ${other ?? fault}`)
    }
    return true
  }

  function atEnd(): void {
    if (isTold) {
      socket.destroy()
      return
    }
    if (readMs > 0) readMs = nowMs()
    const end = parser.finish()
    if (!isOpen && target.protocol === 'https:')
      finish('tls', 'the target closed the connection in the middle of the TLS handshake')
    else if (end === 'cut') finish('truncated', 'the target closed the connection in the middle of an answer')
    else if (readMs > 0)
      finish(
        'closed',
        'the target closed a connection that it had kept without an answer: see its keep-alive limits',
      )
    else finish('closed', 'the target closed the connection without an answer')
  }

  function finish(failure: string, example: string): void {
    socket.destroy()
    tell(failure, example)
  }

  function tell(failure: string, example: string): void {
    isClosed = true
    if (isTold) return
    isTold = true
    events.closed(connection, queue.splice(0), failure, example)
  }

  /** Whoever closes first keeps the port for a minute: that is left to the target, for a moment. */
  function linger(): void {
    socket.setTimeout(lingerMs, () => socket.destroy())
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 13 && bytes[at] !== 10) return false
  return true
}
