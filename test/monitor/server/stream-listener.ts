import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'

/** A message of the stream. */
export type Message = Record<string, unknown> & { type: string }

/** A client of /ws that keeps what comes. */
export interface StreamListener {
  socket: WebSocket
  /** The next message of the type that was not handed out yet. */
  next(type: string): Promise<Message>
  /** All that came so far. */
  seen: Message[]
  send(message: unknown): void
  closed: Promise<{ code: number; reason: string }>
}

/** Connects, and is open when it resolves; rejects with the status where it is refused. */
export async function listen(url: string, options: ClientOptions = {}): Promise<StreamListener> {
  const socket = new WebSocket(url, options)
  const seen: Message[] = []
  const unread: Message[] = []
  const waiting: { type: string; resolve(message: Message): void }[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message
    seen.push(message)
    const place = waiting.findIndex(({ type }) => type === message.type)
    if (place < 0) unread.push(message)
    else waiting.splice(place, 1)[0]?.resolve(message)
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  socket.on('error', () => {})
  return {
    socket,
    seen,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next(type) {
      const place = unread.findIndex((message) => message.type === type)
      const [found] = place < 0 ? [] : unread.splice(place, 1)
      if (found !== undefined) return Promise.resolve(found)
      return new Promise((resolve) => waiting.push({ type, resolve }))
    },
  }
}

/** The HTTP status with which a WebSocket is refused; 101 where it is not. */
export function statusOf(url: string, options: ClientOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, options)
    socket.on('error', () => {})
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
  })
}
