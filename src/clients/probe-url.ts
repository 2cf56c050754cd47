import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { ScrapeTarget } from './scrape.ts'

/** The parts of an answer, in their order; those that there were none of are left out: no name to look up, no TLS. */
export type UrlPhase = 'dns' | 'connect' | 'tls' | 'first-byte' | 'body' | 'total'

/** An answer to its last byte, whatever its status; or why there is none. */
export type UrlAnswer =
  | { ok: true; status: number; seconds: Partial<Record<UrlPhase, number>> }
  | { ok: false; reason: string }

/**
 * Gets `url` once over a connection of its own, which a visitor who comes for the first time opens too, and tells how long each part took.
 * It follows no redirect and keeps nothing of the body. Never rejects.
 */
export async function probeUrl(
  { url, authorization }: ScrapeTarget,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<UrlAnswer> {
  const request = await requester(url.startsWith('https:'))
  const beganMs = performance.now()
  const moments = new Map<Moment, number>()
  const note = (moment: Moment): void => {
    if (!moments.has(moment)) moments.set(moment, performance.now())
  }
  return new Promise((resolve) => {
    let asked: ClientRequest | null = null
    const settle = (answer: UrlAnswer): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve(answer)
      asked?.destroy()
    }
    const fail = (reason: string): void => settle({ ok: false, reason })
    const stop = (): void => fail('it was not waited for')
    const timer = setTimeout(() => fail(`it gave no whole answer within ${timeoutMs} ms`), timeoutMs)
    if (signal.aborted) {
      stop()
      return
    }
    signal.addEventListener('abort', stop, { once: true })
    const headers = {
      accept: '*/*',
      'user-agent': 'lewis-perf',
      ...(authorization === null ? {} : { authorization }),
    }
    try {
      asked = request(url, { agent: false, headers })
    } catch (cause) {
      fail(reasonIn(cause))
      return
    }
    asked.once('socket', (socket: Socket) => {
      socket.once('lookup', () => note('found'))
      socket.once('connect', () => note('connected'))
      socket.once('secureConnect', () => note('secured'))
    })
    asked.on('error', (cause) => fail(reasonIn(cause)))
    asked.once('response', (response: IncomingMessage) => {
      note('answered')
      response.on('error', (cause) => fail(reasonIn(cause)))
      response.once('end', () => {
        note('ended')
        settle({ ok: true, status: response.statusCode ?? 0, seconds: phasesOf(beganMs, moments) })
      })
      response.once('close', () => fail('the connection ended before the answer was whole'))
      response.resume()
    })
    asked.end()
  })
}

/** Whoever asks for http: alone need not load TLS. */
async function requester(
  isSecure: boolean,
): Promise<(url: string, options: RequestOptions) => ClientRequest> {
  if (!isSecure) {
    const { request } = await import('node:http')
    return (url, options) => request(url, options)
  }
  const { request } = await import('node:https')
  return (url, options) => request(url, options)
}

type Moment = 'found' | 'connected' | 'secured' | 'answered' | 'ended'

function phasesOf(beganMs: number, moments: ReadonlyMap<Moment, number>): Partial<Record<UrlPhase, number>> {
  const parts: readonly (readonly [UrlPhase, Moment])[] = [
    ['dns', 'found'],
    ['connect', 'connected'],
    ['tls', 'secured'],
    ['first-byte', 'answered'],
    ['body', 'ended'],
  ]
  const seconds: Partial<Record<UrlPhase, number>> = {}
  let fromMs = beganMs
  for (const [phase, moment] of parts) {
    const atMs = moments.get(moment)
    if (atMs === undefined) continue
    seconds[phase] = (atMs - fromMs) / 1000
    fromMs = atMs
  }
  seconds.total = (fromMs - beganMs) / 1000
  return seconds
}

function reasonIn(cause: unknown): string {
  // Where a name has several addresses, each has its own reason.
  if (cause instanceof AggregateError) return reasonIn(cause.errors[0])
  return cause instanceof Error ? cause.message : String(cause)
}
