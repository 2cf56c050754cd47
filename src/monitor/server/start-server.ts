import { prometheusText, webSocketDoor } from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import { monitorPages } from '../page/index.ts'
import { openAccess } from './access.ts'
import { answerRequests } from './answer-requests.ts'
import { dashboardOf } from './dashboard.ts'
import { gate } from './gate.ts'
import { healthOf } from './health.ts'
import { hostCheck, isLoopback, urlHost } from './host-names.ts'
import { boundedServer, listening, type TlsTexts } from './http-server.ts'
import type { MonitorFeed } from './monitor-feed.ts'
import { prometheusMetrics } from './prometheus-metrics.ts'
import { type ServerLimits, usualLimits } from './server-limits.ts'
import { signInDesk } from './sign-in.ts'
import { streamHub } from './stream/index.ts'
import { takeUpgrades } from './take-upgrades.ts'

/** Where a monitor is served, and to whom. */
export interface ServerOptions {
  /** An address of this machine; 127.0.0.1 where it is left out. Any but loopback needs a token. */
  address?: string
  /** 8765 where it is left out; 0 takes a free one. */
  port?: number
  /** Without it nothing is shown; null or left out for everybody who reaches the address. */
  token?: string | null
  /** Serves by https. */
  tls?: TlsTexts | null
  /** Names besides its address under which the server is asked for, as behind a proxy. */
  hostNames?: readonly string[]
  limits?: Partial<ServerLimits>
  /** A steady clock in milliseconds: performance.now where it is left out. */
  nowMs?: () => number
}

/** A server that runs. */
export interface MonitorServer {
  url: string
  /** WebSocket clients at present. */
  readonly clients: number
  /** Says good-bye to the clients with `reason` and lets go of the port; may be called more than once. */
  close(reason?: string): Promise<void>
}

/**
 * Serves `feed`: the page, /api/dashboard, /metrics, /healthz and the stream at /ws. Rejects with OperatorError: exit 3 where the address
 * cannot be had, exit 2 without a token where others reach it, or where the certificate is of no use.
 */
export async function startServer(feed: MonitorFeed, options: ServerOptions = {}): Promise<MonitorServer> {
  const { address = '127.0.0.1', port = 8765, tls = null, nowMs = () => performance.now() } = options
  const token = options.token?.trim() ?? null
  const limits = { ...usualLimits, ...options.limits }
  const isSecure = tls !== null
  demandToken(address, token)

  const access = openAccess(token, nowMs)
  const checks = gate(access, hostCheck(address, options.hostNames), limits, nowMs)
  const hub = streamHub(feed, limits, nowMs)
  let tickMs = feed.latest() === null ? null : nowMs()
  const server = await boundedServer(tls, limits)
  server.on(
    'request',
    answerRequests({
      gate: checks,
      pages: await monitorPages(),
      isSecure,
      isLoopback: isLoopback(address),
      dashboard: () => dashboardOf(feed, Date.now()),
      metrics: oncePerTick(feed),
      health: () => healthOf(tickMs === null ? null : (nowMs() - tickMs) / 1000, feed.intervalSeconds),
      signIn: access.isGuarded ? signInDesk(access, isSecure) : null,
    }),
  )
  const door = await webSocketDoor(limits.messageBytes)
  const room = { hasRoom: () => hub.clients < limits.clients, accept: hub.accept }
  server.on('upgrade', takeUpgrades(door, checks, isSecure, room))
  const bound = await listening(server, address, port)
  server.on('error', () => {})

  const stop = feed.onTick((tick) => {
    tickMs = nowMs()
    hub.tick(tick)
  })
  const beat = setInterval(hub.beat, limits.pingSeconds * 1000)
  let closed: Promise<void> | null = null
  async function close(reason: string): Promise<void> {
    stop()
    clearInterval(beat)
    const gone = new Promise<void>((done) => server.close(() => done()))
    await hub.shut(reason)
    server.closeAllConnections()
    await gone
  }
  return {
    url: `${isSecure ? 'https' : 'http'}://${urlHost(reachableAt(address))}:${bound}`,
    get clients() {
      return hub.clients
    },
    close(reason = 'the monitor has ended') {
      closed ??= close(reason)
      return closed
    },
  }
}

function demandToken(address: string, token: string | null): void {
  // What a header cannot carry would open nothing.
  if (token !== null && !/^[!-~]+$/.test(token))
    throw new OperatorError({
      sentence: token === '' ? 'The token is empty.' : 'The token has blanks, or characters beyond ASCII.',
      hint: 'Take a long random one, as openssl rand -hex 32 prints it.',
    })
  if (token !== null || isLoopback(address)) return
  throw new OperatorError({
    sentence: `On ${address} others reach the monitor, and there is no token.`,
    hint: 'Give one with --token-file FILE, or serve on 127.0.0.1 and go there by ssh -L 8765:127.0.0.1:8765.',
  })
}

/** The exposition is written once for each tick, however often it is asked for. */
function oncePerTick(feed: MonitorFeed): () => Promise<string> {
  let written: { tick: unknown; text: Promise<string> } | null = null
  return () => {
    const tick = feed.latest()
    if (tick === null) return Promise.resolve('')
    if (written?.tick !== tick)
      written = { tick, text: prometheusText(prometheusMetrics(tick, feed.alerts())) }
    return written.text
  }
}

function reachableAt(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  return address === '::' ? '::1' : address
}
