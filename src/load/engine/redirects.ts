import type { PlannedRequest, PlannedTarget, Redirects } from '../../traffic/index.ts'
import type { Exchange } from '../transport/index.ts'
import { answerOf } from './kept-answer.ts'

type Request = Pick<PlannedRequest, 'method' | 'path' | 'headers' | 'body'>

const statuses = [301, 302, 303, 307, 308]
/** What only the origin that it was written for may see. */
const ofOneOrigin = ['authorization', 'cookie', 'proxy-authorization', 'host']
const ofBody = ['content-type', 'content-length', 'content-encoding']

/** What an answer leads to: the next request and where it goes, why it is not sent, or null where it is no redirect. */
export function redirectOf(
  { message: { source }, kept, hops }: Exchange,
  status: number,
  { most, hosts }: Redirects,
): { target: PlannedTarget; request: Request } | { kind: string; example: string } | null {
  if (!statuses.includes(status) || source === null) return null
  const { headers } = answerOf(kept, status)
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  if (location === undefined) return null
  const origin = originOf(source.target)
  const base = `${origin}${source.request.path}`
  const url = URL.canParse(location, base) ? new URL(location, base) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return {
      kind: 'redirect-refused',
      example: `it leads to ${location.slice(0, 100)}, which is no http address`,
    }
  const isNewOrigin = url.origin !== origin
  if (isNewOrigin && !hosts.includes(hostIn(url)))
    return {
      kind: 'redirect-refused',
      example: `it leads to ${hostIn(url)}, which is neither a target nor allowed`,
    }
  if (hops >= most)
    return {
      kind: 'too-many-redirects',
      example: `more than ${most}, the last to ${url.origin}${url.pathname}`,
    }
  return {
    target: isNewOrigin ? targetAt(url) : source.target,
    request: nextRequest(source.request, url, { status, isNewOrigin }),
  }
}

function originOf({ name, socketPath }: PlannedTarget): string {
  return socketPath === null ? new URL(name).origin : 'http://localhost'
}

function hostIn({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function targetAt(url: URL): PlannedTarget {
  const isTls = url.protocol === 'https:'
  return {
    name: url.origin,
    protocol: isTls ? 'https:' : 'http:',
    host: hostIn(url),
    port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
    socketPath: null,
    weight: 1,
  }
}

/** As browsers do it: 303 asks by GET, 301 and 302 do so after a POST, 307 and 308 repeat the request. */
function nextRequest(
  { method, headers, body }: Request,
  url: URL,
  { status, isNewOrigin }: { status: number; isNewOrigin: boolean },
): Request {
  const turnsToGet = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST'
  const dropped = [...(turnsToGet ? ofBody : []), ...(isNewOrigin ? ofOneOrigin : [])]
  return {
    method: turnsToGet ? 'GET' : method,
    path: `${url.pathname}${url.search}`,
    headers: headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
    body: turnsToGet ? null : body,
  }
}
