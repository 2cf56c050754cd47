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
    const { failure, example } = failureOf(error)
    end(failure, example)
  })
  client.once('goaway', (code) =>
    close('goaway', `the target said GOAWAY${code === 0 ? '' : ` with error ${code}`}`),
  )
  client.once('close', () => end('closed', 'the target closed the connection without an answer'))

  const session: Session = {
    get carried() {
      return carried.size
    },
    get hasHeard() {
      return hasHeard
    },
    get room() {
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
    const { headers, body } = exchange.message
    const stream = client.request(headers, { endStream: body === null })
    let status = 0
    carried.set(exchange, stream)
    exchange.carrier = { end: () => stream.close(constants.NGHTTP2_CANCEL) }
    stream.once('response', (answer) => {
      hasHeard = true
      status = Number(answer[':status'])
      exchange.firstByteMs = nowMs()
      if (exchange.keeping === null) return
      exchange.kept = nothingKept()
      if (exchange.keeping.headers) exchange.kept.headers = headerLines(answer)
    })
    stream.on('data', (bytes: Buffer) => {
      exchange.bodyBytes += bytes.length
      if (exchange.kept !== null && exchange.keeping !== null)
        keepBody(exchange.kept, bytes, exchange.keeping.bodyBytes)
      events.received(bytes.length)
    })
    stream.once('end', () => {
      if (status === 0 || !carried.delete(exchange)) return
      events.answered(session, exchange, status, nowMs())
      endWhenEmpty()
    })
    stream.once('error', (error) => fail(exchange, error))
    stream.once('close', () => {
      if (carried.delete(exchange))
        events.failed(session, exchange, 'reset', `the target reset the stream with error ${stream.rstCode}`)
    })
    if (body !== null) stream.end(body)
  }

  function fail(exchange: Exchange, error: unknown): void {
    if (!carried.delete(exchange)) return
    const { failure, example } = failureOf(error)
    const isReset = error instanceof Error && /ERR_HTTP2_STREAM_ERROR/.test(example)
    events.failed(session, exchange, isReset ? 'reset' : failure, example)
    endWhenEmpty()
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
