import type { IncomingMessage } from 'node:http'
import type { Access } from './access.ts'
import { rateLimit } from './rate-limit.ts'
import type { ServerLimits } from './server-limits.ts'

/** Why a request is turned away. */
export interface Refusal {
  status: 401 | 421 | 429
  text: string
  headers: Record<string, string>
}

/** What every request passes, whether it asks for an answer or for a WebSocket. */
export interface Gate {
  /** Null where it may come in without a token so far. */
  atTheDoor(request: IncomingMessage): Refusal | null
  /** Null where it has what it takes to see anything. */
  forAccess(request: IncomingMessage): Refusal | null
  /** Whether a token is looked at: not after many wrong ones of its address. */
  maySignIn(request: IncomingMessage): boolean
  /** Counts a wrong token; for a time no further one of this address is looked at. */
  wrongToken(request: IncomingMessage): void
}

/** Checks the Host header, how often an address asks, and its token. */
export function gate(
  access: Access,
  isKnownHost: (header: string | undefined) => boolean,
  limits: ServerLimits,
  nowMs: () => number,
): Gate {
  const requests = rateLimit(limits.requestsPerSecond, limits.requestsAtOnce, nowMs)
  const wrongTokens = rateLimit(1, limits.wrongTokensAtOnce, nowMs)
  const wrongToken = (request: IncomingMessage) => void wrongTokens.take(addressOf(request))
  const maySignIn = (request: IncomingMessage) => wrongTokens.has(addressOf(request))
  return {
    wrongToken,
    maySignIn,
    atTheDoor(request) {
      if (!isKnownHost(request.headers.host))
        return refusal(
          421,
          'This is not the host that the request names. Ask by the address that it is bound to.',
        )
      return requests.take(addressOf(request)) ? null : tooMany('requests')
    },
    forAccess(request) {
      if (!access.isGuarded) return null
      // A session is no guess: whoever is signed in stays so, whatever others at the same address try.
      if (request.headers.authorization !== undefined && !maySignIn(request)) return tooMany('wrong tokens')
      const verdict = access.judge(request.headers)
      if (verdict === 'allowed') return null
      if (verdict === 'wrong') wrongToken(request)
      return refusal(401, 'A token is needed: send it as "Authorization: Bearer TOKEN".', {
        'www-authenticate': 'Bearer realm="lewis-perf monitor"',
      })
    },
  }
}

function tooMany(what: string): Refusal {
  return refusal(429, `Too many ${what} from this address. Try again in a second.`, { 'retry-after': '1' })
}

function refusal(status: Refusal['status'], text: string, headers: Record<string, string> = {}): Refusal {
  return { status, text, headers }
}

function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? ''
}
