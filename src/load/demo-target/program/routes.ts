import { type Answer, type Asked, jsonObject, refusal, type Service } from './asked.ts'
import { scanAnswer, scanOrder, scanResults, scansPage } from './scan-answers.ts'
import { tokenSeconds } from './tokens.ts'

interface Route {
  method: 'GET' | 'POST'
  path: RegExp
  /** Only for those who say who they are. */
  needsCredential?: true
  answer(asked: Asked, service: Service, words: readonly string[]): Answer
}

/** What LEWIS offers, as far as it is imitated. */
const routes: readonly Route[] = [
  { method: 'GET', path: /^\/(?:health|ready|startup|api\/health|api\/v1\/system\/health)$/, answer: health },
  { method: 'GET', path: /^\/api\/(?:status|v1\/system\/status)$/, needsCredential: true, answer: status },
  { method: 'POST', path: /^\/api\/v1\/auth\/login$/, answer: login },
  { method: 'POST', path: /^\/api\/v1\/scan\/(network|web|vulnerability)$/, answer: scanOrder },
  { method: 'GET', path: /^\/api\/v1\/scan\/([^/]+)\/status$/, answer: scanAnswer },
  { method: 'GET', path: /^\/api\/v1\/scan\/([^/]+)\/results$/, answer: scanResults },
  { method: 'GET', path: /^\/api\/v1\/scans$/, answer: scansPage },
  { method: 'GET', path: /^\/api\/v1\/analytics\/dashboard$/, answer: dashboard },
]

/** Answers a request as LEWIS would. */
export function answerTo(asked: Asked, service: Service): Answer {
  const { credential } = asked
  const found = routes.filter(({ path }) => path.test(asked.path))
  const route = found.find(
    ({ method }) => method === asked.method || (asked.method === 'HEAD' && method === 'GET'),
  )
  if (route === undefined)
    return found.length > 0 ? refusal(405, 'Method Not Allowed') : refusal(404, 'Not Found')
  if (credential === null && route.needsCredential === true) return refusal(401, 'Not authenticated')
  if (credential !== null && !isKnown(credential, service))
    return refusal(401, 'Could not validate credentials')
  return route.answer(asked, service, (route.path.exec(asked.path) ?? []).slice(1))
}

/** Keys are anybody's: only tokens were handed out. */
function isKnown({ scheme, token }: { scheme: string; token: string }, { tokens }: Service): boolean {
  if (scheme === 'bearer') return tokens.isValid(token)
  return token !== ''
}

function health(_: Asked, { uptimeSeconds }: Service): Answer {
  return { status: 200, body: { status: 'healthy', uptime_seconds: Math.round(uptimeSeconds()) } }
}

function status(_: Asked, { scans, uptimeSeconds }: Service): Answer {
  return {
    status: 200,
    body: {
      status: 'operational',
      uptime_seconds: Math.round(uptimeSeconds()),
      active_scans: scans.count('running'),
      queued_scans: scans.count('queued'),
    },
  }
}

function login({ body }: Asked, { tokens }: Service): Answer {
  const { username, password } = jsonObject(body) ?? {}
  if (typeof username !== 'string' || typeof password !== 'string')
    return refusal(422, 'username and password are required')
  if (username === '' || password === '') return refusal(401, 'Incorrect username or password')
  const token = tokens.issue(username)
  return { status: 200, body: { token, access_token: token, token_type: 'bearer', expires_in: tokenSeconds } }
}

function dashboard(_: Asked, { scans }: Service): Answer {
  const [completed, failed] = [scans.count('completed'), scans.count('failed')]
  return {
    status: 200,
    body: {
      total_scans: scans.count(),
      active_scans: scans.count('running'),
      queued_scans: scans.count('queued'),
      completed_scans: completed,
      failed_scans: failed,
      success_rate: completed + failed === 0 ? null : completed / (completed + failed),
    },
  }
}
