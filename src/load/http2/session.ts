import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2'
import type { PlannedTarget } from '../../traffic/index.ts'
import {
  dial,
  type Exchange,
  failureOf,
  hostOf,
  keepBody,
  nothingKept,
  nowMs,
  type TlsClient,
} from '../transport/index.ts'
import { failureOfSession, failureOfStream, goawayInWords } from './failures.ts'

/** What a session tells whoever opened it. */
export interface SessionEvents {
  opened(phases: { dns: number | null; connect: number; tls: number | null }): void
  answered(session: Session, exchange: Exchange, status: number, endMs: number): void
  failed(session: Session, exchange: Exchange, failure: string, example: string): void
  /** It takes no more; what it carries may still come to its end, unless there is nothing left of it. */
  closed(session: Session, failure: string, example: string): void
  received(bytes: number): void
}

/** One connection of HTTP/2, which carries many exchanges at once. */
export interface Session {
  readonly carried: number
  /** Something came from the target. */
  readonly hasHeard: boolean
  /** Exchanges that the target lets it carry. */
  readonly room: number
  readonly isClosed: boolean
  send(exchange: Exchange): void
  end(failure: string, example: string): void
}

/** Until the target has said how many it allows. */
const usualStreams = 100

/** Opens a session. What is sent before it stands waits for it. */
export function openSession(target: PlannedTarget, tls: TlsClient, events: SessionEvents): Session {
  const carried = new Map<Exchange, ClientHttp2Stream>()
  let hasHeard = false
  let isClosed = false
  let isTold = false
  const openedMs = nowMs()
  let foundMs: number | null = null
  let connectedMs = openedMs
  const socket = dial(target, tls, { protocol: 'h2' })
  socket.once('lookup', () => {
    foundMs = nowMs()
  })
  socket.once('connect', () => {
    connectedMs = nowMs()
  })
  // Streams are told of it first, and not what it was.
  let broken: Error | null = null
  socket.once('error', (error) => {
    broken = error
  })
  const client: ClientHttp2Session = connect(`${target.protocol}//${hostOf(target)}`, {
    createConnection: () => socket,
    settings: { enablePush: false },
  })
  client.once('connect', () => {
    const readyMs = nowMs()
    for (const exchange of carried.keys()) exchange.readyMs = readyMs
    const tlsMs = target.protocol === 'https:' ? readyMs - connectedMs : null
    const from = foundMs ?? openedMs
    events.opened({
      dns: foundMs === null ? null : foundMs - openedMs,
      connect: connectedMs - from,
      tls: tlsMs,
    })
  })
  client.on('error', (error) => {
    const { failure, example } = failureOfSession(error)
    end(failure, example)
  })
  client.once('goaway', (code) => close('goaway', goawayInWords(code)))
  client.once('close', () => end('closed', 'the target closed the connection without an answer'))

  const session: Session = {
    get carried() {
      return carried.size
    },
    get hasHeard() {
      return hasHeard
    },
    get room() {
      // It may be at its end before it says so.
      if (client.destroyed || client.closed) return 0
      return (
        Math.min(client.remoteSettings?.maxConcurrentStreams ?? usualStreams, usualStreams) - carried.size
      )
    },
    get isClosed() {
      return isClosed
    },
    send,
    end,
  }
  return session

  function send(exchange: Exchange): void {
    const { body } = exchange.message
    const stream = streamFor(exchange)
    if (stream === null) return
    let answer: Answer | null = null
    carried.set(exchange, stream)
    exchange.carrier = { end: () => stream.close(constants.NGHTTP2_CANCEL) }
    stream.once('response', (head) => {
      hasHeard = true
      answer = { status: Number(head[':status']), length: lengthOf(head['content-length']) }
      exchange.firstByteMs = nowMs()
      if (exchange.keeping === null) return
      exchange.kept = nothingKept()
      if (exchange.keeping.headers) exchange.kept.headers = headerLines(head)
    })
    stream.on('data', (bytes: Buffer) => {
      exchange.bodyBytes += bytes.length
      if (exchange.kept !== null && exchange.keeping !== null)
        keepBody(exchange.kept, bytes, exchange.keeping.bodyBytes)
      events.received(bytes.length)
    })
    stream.once('end', () => {
      // A stream that was reset ends too: its closing says why.
      if (answer === null || stream.rstCode !== constants.NGHTTP2_NO_ERROR) return
      if (isShort(exchange, answer.length) || !carried.delete(exchange)) return
      events.answered(session, exchange, answer.status, nowMs())
      endWhenEmpty()
    })
    const lost = (error: unknown): void => {
      if (!carried.delete(exchange)) return
      const { failure, example } = failureOfStream(stream, {
        error: error ?? broken,
        isGoing: isClosed,
        isGone: socket.destroyed,
        hasHead: answer !== null,
        misses: isShort(exchange, answer?.length ?? null),
      })
      events.failed(session, exchange, failure, example)
      endWhenEmpty()
    }
    stream.once('error', lost)
    stream.once('close', () => lost(null))
    if (body !== null) stream.end(body)
  }

  /** Null where the session takes none, which is told in a moment: nobody expects it at once. */
  function streamFor(exchange: Exchange): ClientHttp2Stream | null {
    const { headers, body } = exchange.message
    try {
      return client.request(headers, { endStream: body === null })
    } catch (error) {
      const { failure, example } = failureOf(error)
      setImmediate(() => events.failed(session, exchange, failure, example))
      return null
    }
  }

  /** Takes no more. */
  function close(failure: string, example: string): void {
    isClosed = true
    if (isTold) return
    isTold = true
    events.closed(session, failure, example)
    endWhenEmpty()
  }

  function endWhenEmpty(): void {
    if (isClosed && carried.size === 0) leave()
  }

  /** After GOAWAY a session only half-closes its socket, and a target may leave it so for good. */
  function leave(): void {
    client.destroy()
    socket.destroy()
  }

  function end(failure: string, example: string): void {
    close(failure, example)
    for (const exchange of [...carried.keys()]) {
      carried.delete(exchange)
      events.failed(session, exchange, failure, example)
    }
    leave()
  }
}

/** Header lines without pseudo headers. */
function headerLines(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(':') || value === undefined
      ? []
      : [value].flat().map((one): [string, string] => [name, one]),
  )
}

interface Answer {
  status: number
  /** What it says of its body; null where it says nothing. */
  length: number | null
}

function lengthOf(text: string | undefined): number | null {
  return text === undefined || !/^\d{1,15}$/.test(text) ? null : Number(text)
}

/** A whole answer to HEAD has none of the bytes that it speaks of. */
function isShort({ isHead, bodyBytes }: Exchange, length: number | null): boolean {
  return length !== null && bodyBytes < length && !isHead
}
