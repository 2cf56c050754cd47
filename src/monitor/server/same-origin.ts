import type { IncomingMessage } from 'node:http'

/**
 * Whether a request comes from a page of this server or from no page at all. Browsers name the site of the page in Origin; behind a proxy
 * that adds TLS its scheme is another than ours, never the host.
 */
export function isSameOrigin({ headers }: Pick<IncomingMessage, 'headers'>, isSecure: boolean): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (headers.origin === undefined) return true
  const [, scheme, host] = /^(https?):\/\/([^/\s]+)$/i.exec(headers.origin) ?? []
  if (host === undefined || headers.host === undefined) return false
  if (isSecure && scheme?.toLowerCase() !== 'https') return false
  return host.toLowerCase() === headers.host.toLowerCase()
}
