import { type Parsed, rejected, understood } from './parsed.ts'

/** Where something answers over HTTP. */
export interface Endpoint {
  /** Without credentials and without what follows `#`. */
  url: string
  /** An Authorization header, of the user and the password in the address. */
  authorization: string | null
  /** The address without what may be secret. */
  name: string
  /** What follows `#`, decoded; empty where there is none. */
  fragment: string
}

/** Reads `http://user:password@box:9100/metrics#fragment`; a user needs a password. */
export function parseEndpoint(text: string): Parsed<Endpoint> {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null
  if (url === null || url.hostname === '')
    return rejected('is no URL', 'Write it as http://127.0.0.1:9100/metrics.')
  const { username, password, hash } = url
  if (username !== '' && password === '')
    return rejected('has a user without a password', 'Write both: http://user:password@box/metrics.')
  url.username = ''
  url.password = ''
  url.hash = ''
  return understood({
    url: url.href,
    authorization: username === '' ? null : `Basic ${base64(`${decoded(username)}:${decoded(password)}`)}`,
    name: `${url.origin}${url.pathname}`,
    fragment: decoded(hash.slice(1)),
  })
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
