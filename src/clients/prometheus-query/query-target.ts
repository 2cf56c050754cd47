import { maskSecrets } from '../../core/index.ts'

/** Where a Prometheus, or what speaks its API, is and how it may be asked. */
export interface PrometheusTarget {
  /**
   * Its address with the path before `/api/v1`, if there is one: `https://mimir.example/prometheus`. A name and a password in it
   * are sent as basic authentication.
   */
  url: string
  /** Sent with each request, such as `authorization` or `x-scope-orgid`. No reason and no warning shows their values. */
  headers?: Readonly<Record<string, string>>
}

/** A target that was understood. */
export interface QueryAddress {
  /** Of `query` or `query_range`. */
  endpoint(name: string): string
  headers: Headers
  /** `text` without anything secret that belongs to this target. */
  masked(text: string): string
}

/** The headers for a bearer token, which may have line ends around it as files have. */
export function bearerHeaders(token: string): Record<string, string> {
  return { authorization: `Bearer ${token.trim()}` }
}

/** Understands a target, or says what is wrong with it without showing its secrets. */
export function queryAddress(
  target: PrometheusTarget,
): { ok: true; value: QueryAddress } | { ok: false; reason: string } {
  const url = URL.canParse(target.url) ? new URL(target.url) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    return { ok: false, reason: 'its address is no http or https URL' }
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'lewis-perf' })
  const secrets: string[] = []
  const { username, password } = url
  if (username !== '' || password !== '') {
    const pair = `${decoded(username)}:${decoded(password)}`
    const basic = Buffer.from(pair).toString('base64')
    headers.set('authorization', `Basic ${basic}`)
    secrets.push(basic, pair, decoded(password))
    url.username = ''
    url.password = ''
  }
  for (const [name, value] of Object.entries(target.headers ?? {})) {
    try {
      headers.set(name, value)
    } catch {
      // What the runtime says here holds the value.
      return {
        ok: false,
        reason: `the header ${JSON.stringify(name)} or its value is none that HTTP permits`,
      }
    }
    secrets.push(value, ...value.split(/\s+/).slice(1))
  }
  // Short ones would be found in ordinary text.
  const known = secrets.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length)
  const path = url.pathname.replace(/\/+$/, '')
  return {
    ok: true,
    value: {
      endpoint: (name) => `${url.origin}${path}/api/v1/${name}`,
      headers,
      masked: (text) => maskSecrets(text, known),
    },
  }
}

/** A percent sign that begins no code is one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
