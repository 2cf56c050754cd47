import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Who may see anything. */
export interface Access {
  /** Whether a token is asked for at all. */
  isGuarded: boolean
  /** How a request shows that it may: `none` where it brings nothing that could be right. */
  judge(headers: IncomingHttpHeaders): 'allowed' | 'wrong' | 'none'
  /** The value of a new session's cookie for the right token; null for another. */
  signIn(token: string): string | null
}

/** So long a browser stays signed in. */
export const sessionSeconds = 12 * 3600

/** The name of the cookie that holds a session. */
export const sessionCookie = 'lewis_perf_session'

const mostSessions = 1000

/** Lets in whoever has `token`, as a bearer or by a session that it opened; everybody where there is none. */
export function openAccess(token: string | null, nowMs: () => number): Access {
  if (token === null) return { isGuarded: false, judge: () => 'allowed', signIn: () => null }
  const wanted = sha256(token)
  /** When each ends, by the hash of what its cookie holds: nothing that lies in memory opens it. */
  const sessions = new Map<string, number>()
  // Of hashes the comparison tells neither the length nor how much was right.
  const isToken = (given: string) => timingSafeEqual(sha256(given), wanted)
  return {
    isGuarded: true,
    judge({ authorization, cookie }) {
      if (authorization !== undefined) {
        const [, given] = /^bearer +(\S+) *$/i.exec(authorization) ?? []
        return given !== undefined && isToken(given) ? 'allowed' : 'wrong'
      }
      const session = cookieIn(cookie)
      if (session === null) return 'none'
      const ends = sessions.get(sha256(session).toString('hex'))
      // An ended session is no attempt: its browser only asks again.
      return ends !== undefined && nowMs() < ends ? 'allowed' : 'none'
    },
    signIn(given) {
      if (!isToken(given)) return null
      const session = randomBytes(32).toString('base64url')
      for (const [key, ends] of sessions) if (ends <= nowMs()) sessions.delete(key)
      if (sessions.size >= mostSessions) {
        const [oldest = ''] = sessions.keys()
        sessions.delete(oldest)
      }
      sessions.set(sha256(session).toString('hex'), nowMs() + sessionSeconds * 1000)
      return session
    },
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function cookieIn(header = ''): string | null {
  for (const part of header.split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === sessionCookie && value !== undefined && value !== '') return value
  }
  return null
}
