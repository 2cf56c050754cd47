import type { WebSocket } from '../../../clients/index.ts'
import type { Subscription } from './subscriptions.ts'

/** A connected client and what it is still to be told: never more than the newest of each kind. */
export interface StreamClient {
  readonly socket: WebSocket
  subscription: Subscription
  /** How far back its next back-fill goes; null where none is due. */
  backfillSeconds: number | null
  hasAlertsDue: boolean
  hasTickDue: boolean
  /** What was wrong with its message; null where nothing was. */
  problem: string | null
  /** Ticks that it missed since its last one. */
  skipped: number
  /** Whether it gave a sign of life since the last ping. */
  isHeard: boolean
  /** Its socket holds what it could not send yet. */
  isBlocked: boolean
  /** Bytes of a back-fill that its socket still holds. */
  unsentBytes: number
  /** Called when its socket has taken over what was written. */
  drained: () => void
}

/** Nothing is compressed, and a text is given as UTF-8 that all clients share. */
const frame = { binary: false, compress: false, fin: true }

/** Marks that a newer tick is there; the one that the client was not told yet counts as missed. */
export function newerTick(client: StreamClient): void {
  if (client.hasTickDue) client.skipped += 1
  client.hasTickDue = true
}

/** Tells the client what is due, for as long as its socket takes everything at once; it goes on when the socket has drained. */
export function tellWhatIsDue(client: StreamClient, next: (client: StreamClient) => Buffer | null): void {
  const { socket } = client
  while (socket.readyState === socket.OPEN && socket.bufferedAmount === 0) {
    const message = next(client)
    if (message === null) break
    socket.send(message, frame, client.drained)
  }
  client.isBlocked = socket.bufferedAmount > 0
}
