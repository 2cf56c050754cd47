import { type ServerMessage, type SubscribeMessage, streamSchema } from '../../stream-messages.ts'
import { retryDelaySeconds } from './connection-words.ts'

/** The way to the server: it comes back by itself. */
export interface Stream {
  readonly isOpen: boolean
  /** When it is tried again, on the page's own clock; null while it is open or being tried. */
  readonly retryAtMs: number | null
  subscribe(series: readonly string[], sinceSeconds: number): void
}

/** Connects to /ws of where the page came from and hands on what comes. */
export function openStream(onMessage: (message: ServerMessage) => void): Stream {
  let socket: WebSocket | null = null
  let attempts = 0
  let retryAtMs: number | null = null
  let wanted: string | null = null

  function connect(): void {
    retryAtMs = null
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
    socket.addEventListener('open', () => {
      attempts = 0
      if (wanted !== null) socket?.send(wanted)
    })
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as ServerMessage
      if (message.schema === streamSchema) onMessage(message)
    })
    socket.addEventListener('close', () => {
      const delaySeconds = retryDelaySeconds(attempts, Math.random())
      attempts += 1
      retryAtMs = performance.now() + delaySeconds * 1000
      setTimeout(() => void reconnect(), delaySeconds * 1000)
    })
  }

  /** A server that was started again knows no sessions: the page is asked for anew, and with it the token. */
  async function reconnect(): Promise<void> {
    const answer = await fetch('/healthz', { method: 'HEAD' }).catch(() => null)
    if (answer?.status === 401) location.reload()
    else connect()
  }

  connect()
  return {
    get isOpen() {
      return socket?.readyState === WebSocket.OPEN
    },
    get retryAtMs() {
      return retryAtMs
    },
    subscribe(series, sinceSeconds) {
      const message: SubscribeMessage = { schema: streamSchema, type: 'subscribe', series, sinceSeconds }
      wanted = JSON.stringify(message)
      if (socket?.readyState === WebSocket.OPEN) socket.send(wanted)
    },
  }
}
