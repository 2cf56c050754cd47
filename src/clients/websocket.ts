import type { WebSocket, WebSocketServer } from 'ws'

export type { WebSocket, WebSocketServer }

/** How a connection is asked for. */
export interface WebSocketLimits {
  connectWithinMs: number
  largestMessageBytes: number
}

/** A connection to `url` that is about to be opened: it says so by its events. Nothing is compressed. */
export async function webSocketTo(
  url: string,
  { connectWithinMs, largestMessageBytes }: WebSocketLimits,
): Promise<WebSocket> {
  const ws = await import('ws')
  return new ws.WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: largestMessageBytes,
    handshakeTimeout: connectWithinMs,
  })
}

/**
 * What turns upgrade requests of an HTTP server into connections. It keeps no list of them, compresses nothing, and answers no ping by
 * itself: answers to a client that reads none of them would pile up.
 */
export async function webSocketDoor(largestMessageBytes: number): Promise<WebSocketServer> {
  const ws = await import('ws')
  // Not written where it is used: its types do not know closeTimeout yet.
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: largestMessageBytes,
    maxFragments: 64,
    autoPong: false,
    closeTimeout: 3000,
  }
  return new ws.WebSocketServer(options)
}
