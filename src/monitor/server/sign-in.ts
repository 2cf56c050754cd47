import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Access, sessionCookie, sessionSeconds } from './access.ts'

/** Sign-ins that are being read at once; a body may come slowly. */
const mostAtOnce = 20
const mostBytes = 4096

/** What came of a sign-in. */
export type SignIn = { ok: true; cookie: string } | { ok: false; status: 400 | 401 | 413 | 503 }

/** Reads the token from a posted form and opens a session for it. */
export function signInDesk(
  access: Access,
  isSecure: boolean,
): (request: IncomingMessage, response: ServerResponse) => Promise<SignIn> {
  let underWay = 0
  return async (request, response) => {
    if (underWay >= mostAtOnce) return { ok: false, status: 503 }
    underWay += 1
    // Whoever goes away in between is counted no longer.
    response.once('close', () => {
      underWay -= 1
    })
    const body = await bodyOf(request)
    if (body === null) return { ok: false, status: 413 }
    const token = new URLSearchParams(body).get('token')
    if (token === null) return { ok: false, status: 400 }
    const session = access.signIn(token.trim())
    return session === null ? { ok: false, status: 401 } : { ok: true, cookie: cookieFor(session, isSecure) }
  }
}

function cookieFor(session: string, isSecure: boolean): string {
  const flags = `HttpOnly; SameSite=Strict; Path=/; Max-Age=${sessionSeconds}${isSecure ? '; Secure' : ''}`
  return `${sessionCookie}=${session}; ${flags}`
}

/** Null where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = []
  let bytes = 0
  // Kept whole, for the answer goes by the same socket.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
