import { OperatorError } from '../../core/index.ts'
import type { PlannedRequest } from '../plan/index.ts'

/** What a recording has for a target. */
export interface HarRequests {
  /** In the order of the recording. */
  requests: PlannedRequest[]
  /** How many of its requests went elsewhere, by origin. */
  others: Record<string, number>
}

/** Belong to one connection or one message, and are made anew; the rest is sent as it was recorded. */
const ofTheConnection: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
  'expect',
])

/**
 * The requests to one of `origins` in the text of a HAR file, as a browser saves it. Throws OperatorError (exit 2) where it is none, where it
 * lacks a body that was sent, or where it has no request to any of them. No error has a header, a body or a query in it.
 */
export function harRequests(text: string, origins: readonly string[]): HarRequests {
  const requests: PlannedRequest[] = []
  const others: Record<string, number> = {}
  for (const [index, entry] of entriesOf(text).entries()) {
    const where = `request ${index + 1}`
    const request = objectIn(fieldOf(entry, 'request'), `${where} is missing`)
    const url = urlOf(fieldOf(request, 'url'), where)
    // What a page holds in itself was never sent.
    if (url.protocol === 'data:' || url.protocol === 'blob:') continue
    if (!origins.includes(url.origin)) {
      const origin = url.origin === 'null' ? url.protocol : url.origin
      others[origin] = (others[origin] ?? 0) + 1
      continue
    }
    requests.push(plannedRequest(request, url, where))
  }
  if (requests.length === 0) throw nothingFor(origins, Object.keys(others))
  return { requests, others }
}

/** The origin of all requests of a HAR file, null where there are several. Throws OperatorError (exit 2) where it is none. */
export function onlyOriginOf(text: string): string | null {
  const origins = entriesOf(text).flatMap((entry, index) => {
    const request = objectIn(fieldOf(entry, 'request'), `request ${index + 1} is missing`)
    const { protocol, origin } = urlOf(fieldOf(request, 'url'), `request ${index + 1}`)
    return protocol === 'http:' || protocol === 'https:' ? [origin] : []
  })
  const [first, ...rest] = new Set(origins)
  return first === undefined || rest.length > 0 ? null : first
}

function entriesOf(text: string): unknown[] {
  const entries = fieldOf(fieldOf(parsed(text), 'log'), 'entries')
  if (!Array.isArray(entries)) throw damaged('it has no list of requests (log.entries)')
  if (entries.length === 0) throw damaged('its list of requests is empty')
  return entries
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw damaged('it is not JSON')
  }
}

function plannedRequest(request: object, url: URL, where: string): PlannedRequest {
  const method = textIn(fieldOf(request, 'method'), `${where} has no method`)
  if (!/^[A-Z-]+$/.test(method)) throw damaged(`${where} has no method`)
  const headers = headersOf(request, where)
  return {
    name: `${method} ${url.pathname}`,
    method,
    path: `${url.pathname}${url.search}`,
    headers,
    body: bodyOf(request, `${where} (${method} ${url.pathname})`),
    weight: 1,
  }
}

function headersOf(request: object, where: string): [name: string, value: string][] {
  const headers = fieldOf(request, 'headers')
  if (!Array.isArray(headers)) throw damaged(`${where} has no list of headers`)
  return headers.flatMap((header: unknown): [string, string][] => {
    const name = textIn(fieldOf(header, 'name'), `${where} has a header without a name`)
    const value = textIn(fieldOf(header, 'value'), `${where} has a header without a value`)
    const isOurs = name.startsWith(':') || ofTheConnection.has(name.toLowerCase())
    return isOurs ? [] : [[name, value]]
  })
}

function bodyOf(request: object, where: string): string | null {
  const posted = fieldOf(request, 'postData')
  const text = fieldOf(posted, 'text')
  if (typeof text === 'string' && text !== '') return text
  const params = fieldOf(posted, 'params')
  if (Array.isArray(params) && params.length > 0) return formOf(params, where)
  const size = fieldOf(request, 'bodySize')
  if (typeof size === 'number' && size > 0)
    throw damaged(`${where} sent ${size} bytes, which were not recorded`)
  return posted === undefined || posted === null ? null : ''
}

function formOf(params: readonly unknown[], where: string): string {
  const form = new URLSearchParams()
  for (const param of params) {
    if (fieldOf(param, 'fileName') !== undefined)
      throw damaged(`${where} sent a file, which was not recorded`)
    const value = fieldOf(param, 'value') ?? ''
    form.append(
      textIn(fieldOf(param, 'name'), `${where} has a field without a name`),
      textIn(value, `${where} has a field without a value`),
    )
  }
  return form.toString()
}

function urlOf(value: unknown, where: string): URL {
  const text = textIn(value, `${where} has no address`)
  if (!URL.canParse(text)) throw damaged(`${where} has no address that can be read`)
  return new URL(text)
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function objectIn(value: unknown, problem: string): object {
  if (typeof value !== 'object' || value === null) throw damaged(problem)
  return value
}

function textIn(value: unknown, problem: string): string {
  if (typeof value !== 'string') throw damaged(problem)
  return value
}

function damaged(problem: string): OperatorError {
  return new OperatorError({
    sentence: `The HAR file cannot be used: ${problem}.`,
    hint: 'Save it again with the browser: network panel, "Export HAR", with content and sensitive data.',
  })
}

function nothingFor(origins: readonly string[], others: readonly string[]): OperatorError {
  const more = others.length > 5 ? ` and ${others.length - 5} more` : ''
  const only = others.length === 0 ? '' : `, only to ${others.slice(0, 5).join(', ')}${more}`
  return new OperatorError({
    sentence: `The HAR file has no request to ${origins.join(' or ')}${only}.`,
    hint: 'Give the origin that was recorded as the URL, or record again.',
  })
}
