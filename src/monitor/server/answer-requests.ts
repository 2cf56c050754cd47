import type { IncomingMessage, ServerResponse } from 'node:http'
import { prometheusTextType } from '../../clients/index.ts'
import type { MonitorPages } from '../page/index.ts'
import type { Gate } from './gate.ts'
import type { Health } from './health.ts'
import { isSameOrigin } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import type { SignIn } from './sign-in.ts'

/** What the answers are made of. */
export interface AnswerSources {
  gate: Gate
  pages: MonitorPages
  isSecure: boolean
  isLoopback: boolean
  dashboard(): unknown
  metrics(): Promise<string>
  health(): Health
  /** Null where no token is asked for. */
  signIn: ((request: IncomingMessage, response: ServerResponse) => Promise<SignIn>) | null
}

interface Answer {
  status: number
  type: string
  text: string
  headers?: Record<string, string>
  policy?: string
}

const json = 'application/json; charset=utf-8'
const plain = 'text/plain; charset=utf-8'
const html = 'text/html; charset=utf-8'

/** Answers every HTTP request: the page, its data, the metrics and the health; anything else is not found. */
export function answerRequests(
  sources: AnswerSources,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    response.on('error', () => {})
    answerTo(request, response, sources)
      // A request that its client broke off has nobody to answer to; anything else is a fault of ours, which tells nothing.
      .catch(() => text(500, 'This could not be answered.'))
      .then((answer) => send(request, response, answer, sources))
  }
}

async function answerTo(
  request: IncomingMessage,
  response: ServerResponse,
  sources: AnswerSources,
): Promise<Answer> {
  const { gate, pages } = sources
  const refused = gate.atTheDoor(request)
  if (refused !== null) return text(refused.status, refused.text, refused.headers)
  const path = (request.url ?? '').split('?')[0] ?? ''
  if (path === '/session' && sources.signIn !== null)
    return signedIn(request, response, sources, sources.signIn)
  const barred = gate.forAccess(request)
  if (barred !== null) {
    const wantsPage = barred.status === 401 && path === '/'
    return wantsPage
      ? signInPage(pages, 401, null, barred.headers)
      : text(barred.status, barred.text, barred.headers)
  }
  const route = routes.get(path)
  if (route === undefined)
    return text(404, 'Not found. There are /, /api/dashboard, /metrics, /healthz and /ws.')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return text(405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' })
  return route(sources)
}

type Route = (sources: AnswerSources) => Answer | Promise<Answer>

const routes: ReadonlyMap<string, Route> = new Map(
  Object.entries<Route>({
    '/': ({ pages }) => ({ status: 200, type: html, ...pages.monitor }),
    '/api/dashboard': ({ dashboard }) => ({
      status: 200,
      type: json,
      text: `${JSON.stringify(dashboard())}\n`,
    }),
    '/metrics': async ({ metrics }) => ({ status: 200, type: prometheusTextType, text: await metrics() }),
    '/healthz': ({ health }) => {
      const now = health()
      return { status: now.status === 'ok' ? 200 : 503, type: json, text: `${JSON.stringify(now)}\n` }
    },
    '/ws': () => text(426, 'Here is a WebSocket.', { upgrade: 'websocket', connection: 'Upgrade' }),
  }),
)

async function signedIn(
  request: IncomingMessage,
  response: ServerResponse,
  { gate, pages, isSecure }: AnswerSources,
  signIn: NonNullable<AnswerSources['signIn']>,
): Promise<Answer> {
  if (request.method !== 'POST') return text(405, 'Only POST is answered here.', { allow: 'POST' })
  if (!isSameOrigin(request, isSecure)) return text(403, 'Sign in on the page of this server.')
  if (!gate.maySignIn(request))
    return signInPage(pages, 429, 'Too many wrong tokens. Try again in a few seconds.')
  const came = await signIn(request, response)
  if (came.ok) return text(303, '', { location: '/', 'set-cookie': came.cookie })
  if (came.status !== 401) return text(came.status, 'This is no sign-in.', { connection: 'close' })
  gate.wrongToken(request)
  return signInPage(pages, 401, 'This is not the token. Look at how the monitor was started.')
}

function signInPage(
  pages: MonitorPages,
  status: number,
  problem: string | null,
  headers: Record<string, string> = {},
): Answer {
  return { status, type: html, headers, ...pages.signIn(problem) }
}

function text(status: number, sentence: string, headers: Record<string, string> = {}): Answer {
  return { status, type: plain, text: sentence === '' ? '' : `${sentence}\n`, headers }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  { isSecure, isLoopback }: AnswerSources,
): void {
  if (response.destroyed || response.headersSent) return
  const body = Buffer.from(answer.text)
  // A body that nobody asked for is not read to its end.
  const hasBody = 'transfer-encoding' in request.headers || (request.headers['content-length'] ?? '0') !== '0'
  response.writeHead(answer.status, {
    ...securityHeaders(isSecure || isLoopback, answer.policy),
    'content-type': answer.type,
    'content-length': body.length,
    ...(hasBody && request.method !== 'POST' && { connection: 'close' }),
    ...answer.headers,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
