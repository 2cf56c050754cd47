import type { WebSocket } from '../../../clients/index.ts'
import type { Tick } from '../../../core/index.ts'
import type { MonitorFeed } from '../monitor-feed.ts'
import { rateLimit } from '../rate-limit.ts'
import type { ServerLimits } from '../server-limits.ts'
import { seriesBook } from './known-series.ts'
import { alertsText, errorText, helloText } from './message-texts.ts'
import { parseClientMessage } from './parse-client-message.ts'
import { newerTick, type StreamClient, tellWhatIsDue } from './stream-client.ts'
import { subscriptions } from './subscriptions.ts'

/** All connected clients. */
export interface StreamHub {
  readonly clients: number
  accept(socket: WebSocket): void
  /** Tells everybody, as fast as each one reads. */
  tick(tick: Tick): void
  /** Removes whoever gave no sign of life since the last time, and asks the others for one. */
  beat(): void
  /** Says good-bye to everybody; resolves once all are gone, which takes two seconds at most. */
  shut(reason: string): Promise<void>
}

/** Of back-fills that clients are slow to read: the others wait until there is room. */
const mostUnsentBytes = 64 * 2 ** 20
const firstBackfillSeconds = 60
const goneWithinMs = 2000

/** Serves `feed` to any number of clients: what one of them is slow to read is skipped for it alone. */
export function streamHub(feed: MonitorFeed, limits: ServerLimits, nowMs: () => number): StreamHub {
  const clients = new Set<StreamClient>()
  const book = seriesBook()
  const subscribed = subscriptions(feed, book, limits)
  let hasTick = false
  let unsentBytes = 0
  let alerts = { text: '', bytes: Buffer.alloc(0) }
  let hello: Buffer | null = null
  readAlerts()
  const latest = feed.latest()
  if (latest !== null) turn(latest)

  function turn(tick: Tick): void {
    hasTick = true
    hello = null
    subscribed.turn(tick)
  }

  function readAlerts(): boolean {
    const text = alertsText(feed.alerts(), feed.alertHistory())
    if (text === alerts.text) return false
    alerts = { text, bytes: Buffer.from(text) }
    return true
  }

  function next(client: StreamClient): Buffer | null {
    if (client.problem !== null) {
      const text = errorText(client.problem)
      client.problem = null
      return Buffer.from(text)
    }
    const backfill = nextBackfill(client)
    if (backfill !== null) return backfill
    if (client.hasAlertsDue) {
      client.hasAlertsDue = false
      return alerts.bytes
    }
    if (!client.hasTickDue || !hasTick) return null
    const { skipped } = client
    client.hasTickDue = false
    client.skipped = 0
    return client.subscription.tickAfter(skipped)
  }

  function nextBackfill(client: StreamClient): Buffer | null {
    if (client.backfillSeconds === null || unsentBytes > mostUnsentBytes) return null
    const message = client.subscription.backfill(client.backfillSeconds)
    if (message === null) return null
    client.backfillSeconds = null
    client.unsentBytes += message.length
    unsentBytes += message.length
    return message
  }

  function settle(client: StreamClient): void {
    unsentBytes -= client.unsentBytes
    client.unsentBytes = 0
  }

  function clientOf(socket: WebSocket): StreamClient {
    const client: StreamClient = {
      socket,
      subscription: subscribed.first,
      backfillSeconds: firstBackfillSeconds,
      hasAlertsDue: true,
      hasTickDue: hasTick,
      problem: null,
      skipped: 0,
      isHeard: true,
      isBlocked: false,
      unsentBytes: 0,
      drained() {
        if (socket.bufferedAmount > 0) return
        // What the kernel takes at once may wait there for a peer that is gone; what had to wait was read by one that lives.
        if (client.isBlocked) client.isHeard = true
        client.isBlocked = false
        settle(client)
        tellWhatIsDue(client, next)
      },
    }
    return client
  }

  function hear(client: StreamClient, text: string): void {
    const asked = parseClientMessage(text, limits)
    if (asked.ok) {
      subscribed.close(client.subscription)
      client.subscription = subscribed.open(asked.value.series)
      client.backfillSeconds = asked.value.sinceSeconds
    } else {
      client.problem = `The message ${asked.problem}. ${asked.hint}`
    }
    tellWhatIsDue(client, next)
  }

  function accept(socket: WebSocket): void {
    const client = clientOf(socket)
    const messages = rateLimit(2, 10, nowMs)
    clients.add(client)
    // What is wrong with its frames closes it by itself, with the code that tells why.
    socket.on('error', () => {})
    socket.once('close', () => {
      clients.delete(client)
      subscribed.close(client.subscription)
      settle(client)
    })
    socket.on('pong', () => {
      client.isHeard = true
    })
    socket.on('ping', (data) => {
      client.isHeard = true
      if (socket.bufferedAmount === 0) socket.pong(data)
    })
    socket.on('message', (data, isBinary) => {
      client.isHeard = true
      if (!messages.take('')) socket.close(1008, 'too many messages')
      else if (isBinary) socket.close(1003, 'only text is understood')
      else hear(client, String(data))
    })
    hello ??= Buffer.from(helloText(feed, book.all, limits))
    socket.send(hello, { binary: false }, client.drained)
    tellWhatIsDue(client, next)
  }

  return {
    get clients() {
      return clients.size
    },
    accept,
    tick(tick) {
      turn(tick)
      const hasNewAlerts = readAlerts()
      for (const client of clients) {
        if (hasNewAlerts) client.hasAlertsDue = true
        newerTick(client)
        tellWhatIsDue(client, next)
      }
    },
    beat() {
      for (const client of clients) {
        if (!client.isHeard) client.socket.terminate()
        else {
          client.isHeard = false
          if (client.socket.readyState === client.socket.OPEN) client.socket.ping()
        }
      }
    },
    async shut(reason) {
      const gone = [...clients].map(
        ({ socket }) => new Promise<void>((done) => socket.once('close', () => done())),
      )
      for (const { socket } of clients) socket.close(1001, reason)
      const timer = setTimeout(() => {
        for (const { socket } of clients) socket.terminate()
      }, goneWithinMs)
      await Promise.all(gone)
      clearTimeout(timer)
    },
  }
}
