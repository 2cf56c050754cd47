import { isObject, maskSecrets } from '../../core/index.ts'
import type { Asked, Exchange } from './exchange.ts'

/** Why something could not be done at a cluster. */
export type KubernetesFault =
  | 'absent'
  | 'conflict'
  | 'denied'
  | 'expired'
  | 'interrupted'
  | 'invalid'
  | 'overloaded'
  | 'server-error'
  | 'timeout'
  | 'unauthorized'
  | 'unexpected'
  | 'unreachable'

/** A field that another manager owns with another value. */
export interface FieldConflict {
  /** As the server writes it: `.spec.template.spec.containers[name="app"].resources.requests.cpu`. */
  field: string
  manager: string
}

/** What came of a request: a value, or in a whole sentence why there is none. */
export type Answered<T> =
  | { ok: true; value: T; warnings: readonly string[] }
  | {
      ok: false
      fault: KubernetesFault
      /** A sentence without any secret. */
      reason: string
      /** Of the answer; null where there was none. */
      status: number | null
      /** For a write: whether it may have been done all the same. Reads are never. */
      mayBeDone: boolean
      conflicts: readonly FieldConflict[]
    }

/** The failed kind alone. */
export type Failed = Extract<Answered<never>, { ok: false }>

/** What an exchange brought, as a JSON object. */
export function answeredBy(
  asked: Asked,
  server: string,
  exchange: Exchange,
  isWrite: boolean,
): Answered<Record<string, unknown>> {
  const { secrets } = exchange
  const failed = (fault: KubernetesFault, reason: string, more: Partial<Failed> = {}): Failed => {
    const mayBeDone = isWrite && (more.mayBeDone ?? false)
    const after = mayBeDone ? ' Whether it was done is not known: read it before you try again.' : ''
    const whole = maskSecrets(`${reason}${after}`, secrets)
    return { ok: false, fault, status: null, conflicts: [], ...more, mayBeDone, reason: whole }
  }
  const what = `${asked.method} ${asked.path.split('?')[0]}`
  if (exchange.kind === 'fault') {
    const fault = exchange.fault === 'aborted' ? 'interrupted' : exchange.fault
    const said = `${server} did not answer ${what}: ${exchange.reason}.`
    return failed(fault, said, { mayBeDone: exchange.mayHaveArrived })
  }
  const { status, headers, text } = exchange
  const body = objectIn(text)
  if (body === null) {
    const type = String(headers['content-type'] ?? 'no content type').split(';')[0]
    // The text that the API server itself answers for a path that it does not have.
    if (status === 404 && type === 'text/plain')
      return failed('absent', `${server} has no such API: ${what}.`, { status })
    const said = `${server} answered ${what} with ${status} and ${type}, which is not the Kubernetes API: is it a proxy or a sign-in page?`
    return failed('unexpected', said, { status, mayBeDone: true })
  }
  if (status >= 200 && status < 300)
    return { ok: true, value: body, warnings: warningsIn(headers['warning']) }
  const message = typeof body['message'] === 'string' ? body['message'] : `status ${status}`
  return failed(
    faultOf(status),
    `${server} refused ${what}: ${message}${/[.!?]$/.test(message) ? '' : '.'}${help(status)}`,
    {
      status,
      mayBeDone: status >= 500,
      conflicts: status === 409 ? conflictsIn(body) : [],
    },
  )
}

function faultOf(status: number): KubernetesFault {
  const faults: Readonly<Record<number, KubernetesFault>> = {
    401: 'unauthorized',
    403: 'denied',
    404: 'absent',
    409: 'conflict',
    410: 'expired',
    429: 'overloaded',
  }
  return faults[status] ?? (status >= 500 ? 'server-error' : 'invalid')
}

function help(status: number): string {
  return status === 401 ? ' The token or certificate is not known there, or has expired.' : ''
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function conflictsIn({ details }: Record<string, unknown>): FieldConflict[] {
  const causes = isObject(details) && Array.isArray(details['causes']) ? details['causes'] : []
  return causes
    .filter(isObject)
    .flatMap(({ reason, message, field }) =>
      reason === 'FieldManagerConflict' && typeof field === 'string'
        ? [{ field, manager: /"([^"]*)"/.exec(String(message))?.[1] ?? '' }]
        : [],
    )
}

/** RFC 7234: `299 - "text"`. */
function warningsIn(header: unknown): string[] {
  if (typeof header !== 'string') return []
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  )
}
