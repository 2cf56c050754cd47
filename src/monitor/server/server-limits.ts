/** What a server bears at most; all of it can be set lower or higher. */
export interface ServerLimits {
  /** WebSocket clients at once. */
  clients: number
  /** Of one message from a client. */
  messageBytes: number
  /** Patterns of a subscription, and series that it may mean. */
  series: number
  /** Points of one series in a back-fill. */
  backfillPoints: number
  sinceSeconds: number
  /** HTTP requests and connecting clients of one address, in the long run. */
  requestsPerSecond: number
  /** As many may come at once: all clients do when the server was started again. */
  requestsAtOnce: number
  /** Wrong tokens of one address at once, after which one a second is looked at. */
  wrongTokensAtOnce: number
  /** Connections that have asked for nothing yet; the oldest of more is closed. */
  idleConnections: number
  headerBytes: number
  /** Until the header of a request has to be there. */
  headersSeconds: number
  /** Between two pings; who answered none is removed at the next. */
  pingSeconds: number
}

/** What holds where nothing else is said. */
export const usualLimits: ServerLimits = {
  clients: 1200,
  messageBytes: 4096,
  series: 200,
  backfillPoints: 600,
  sinceSeconds: 86_400,
  requestsPerSecond: 100,
  requestsAtOnce: 2400,
  wrongTokensAtOnce: 10,
  // Clients that all come at once, as after a restart, are accepted before the first of them is heard.
  idleConnections: 1500,
  headerBytes: 8192,
  headersSeconds: 10,
  pingSeconds: 15,
}
