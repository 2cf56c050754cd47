import { isObject } from '../../core/index.ts'
import { lasting, type OrFault, type QueryFault } from './query-fault.ts'
import type { WireAnswer } from './send-query.ts'

/** What the API calls data, with its warnings. */
export interface QueryData {
  resultType: string
  result: unknown
  /** Of the server, in its words: warnings and infos. */
  warnings: string[]
}

/** Reads an answer of `/api/v1/query` or `/api/v1/query_range`, or says in one clear sentence why it is none. */
export function readAnswer(answer: WireAnswer): OrFault<QueryData> {
  const { status, text } = answer
  if (status >= 300 && status < 400) return lasting(redirected(answer))
  const body = parsed(text)
  const said = isObject(body) && body['status'] === 'error' ? errorIn(body) : null
  if (status < 200 || status >= 300) return { ok: false, fault: refusal(answer, said) }
  if (said !== null) return { ok: false, fault: { reason: `it reports ${said}`, cure: cureOf(said) } }
  if (body === undefined) return { ok: false, fault: noJson(answer) }
  const data = isObject(body) && body['status'] === 'success' ? body['data'] : undefined
  if (!isObject(body) || !isObject(data) || typeof data['resultType'] !== 'string')
    return lasting('its answer is JSON, but not of the query API of Prometheus')
  return {
    ok: true,
    value: {
      resultType: data['resultType'],
      result: data['result'],
      warnings: [...textsIn(body['warnings']), ...textsIn(body['infos'])],
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorIn(body: Record<string, unknown>): string {
  const type = typeof body['errorType'] === 'string' ? body['errorType'] : 'unknown'
  const error = typeof body['error'] === 'string' ? body['error'] : ''
  return `the error ${type}: ${shortened(error)}`
}

/** Less time at once needs fewer samples, and fewer points. */
function cureOf(said: string): 'halve' | 'none' {
  return /too many samples|exceeded maximum resolution|too many points|max(?:imum)? (?:number of )?points/i.test(
    said,
  )
    ? 'halve'
    : 'none'
}

function refusal(
  { status, retryAfter, dateMs, contentType, text }: WireAnswer,
  said: string | null,
): QueryFault {
  const answers = `it answers with status ${status}`
  const words = said ?? (text !== '' && !isPage(contentType, text) ? shortened(text) : null)
  const detail = words === null ? '' : `: ${words}`
  if (status === 401 || status === 403)
    return { reason: `it does not accept the credentials (status ${status})${detail}`, cure: 'none' }
  if (status === 404)
    return { reason: `there is no query API of Prometheus at this address: ${answers}`, cure: 'none' }
  if (status === 405) return { reason: `it, or a proxy before it, takes no POST: ${answers}`, cure: 'none' }
  const cure = said === null ? 'none' : cureOf(said)
  if (cure === 'halve') return { reason: `${answers}${detail}`, cure }
  if (status !== 429 && status < 500) return { reason: `${answers}${detail}`, cure: 'none' }
  const afterSeconds = secondsAfter(retryAfter, dateMs)
  return {
    reason: `${answers}${detail}`,
    cure: 'again',
    ...(afterSeconds === null ? {} : { afterSeconds }),
  }
}

/** Seconds, or a date, which is meant on the server's clock. */
function secondsAfter(retryAfter: string | null, dateMs: number): number | null {
  if (retryAfter === null) return null
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter)
  const seconds = (Date.parse(retryAfter) - dateMs) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null
}

function redirected({ status, location }: WireAnswer): string {
  const place = location === null ? '' : ` to ${location.replace(/[?#].*$/, '')}`
  return `it redirects${place} (status ${status}), which is not followed: name the address that answers`
}

function noJson({ contentType, text }: WireAnswer): QueryFault {
  if (text.trim() === '') return { reason: 'its answer is empty', cure: 'again' }
  if (isPage(contentType, text)) {
    return {
      reason: 'it answers with a page of HTML in place of JSON, as a page to sign in or a wrong path does',
      cure: 'none',
    }
  }
  if (text.trimStart().startsWith('{'))
    return { reason: `its answer breaks off after ${text.length} characters of JSON`, cure: 'again' }
  return { reason: `its answer is no JSON: ${shortened(text)}`, cure: 'none' }
}

function isPage(contentType: string, text: string): boolean {
  return contentType.includes('text/html') || text.trimStart().startsWith('<')
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 300 ? `${line.slice(0, 300)} ...` : line
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
