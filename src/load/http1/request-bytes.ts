import { OperatorError } from '../../core/index.ts'
import type { PlannedRequest, PlannedTarget } from '../../traffic/index.ts'
import { hostOf } from '../transport/index.ts'

const isToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// Latin-1 without control characters, a tab excepted.
const isValue = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * A request of HTTP/1.1 as it is written, one character a byte (latin1). Host, Content-Length, User-Agent and Connection are added where
 * they are not given. Throws OperatorError (exit 2) on a method, path or header that no request can carry.
 */
export function requestBytes(
  { method, path, headers, body }: Pick<PlannedRequest, 'method' | 'path' | 'headers' | 'body'>,
  { target, keepAlive }: { target: PlannedTarget; keepAlive: boolean },
): string {
  if (!isToken.test(method)) throw impossible(`method ${JSON.stringify(method)}`)
  if (!/^[\x21-\x7e]+$/.test(path)) throw impossible(`path ${JSON.stringify(path)}`)
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const bytes = body === null ? '' : Buffer.from(body).toString('latin1')
  const own: [string, string][] = [
    ['Host', hostOf(target)],
    ['User-Agent', 'lewis-perf'],
    ['Accept', '*/*'],
  ]
  if (!keepAlive) own.push(['Connection', 'close'])
  if (body !== null || ['POST', 'PUT', 'PATCH'].includes(method))
    own.push(['Content-Length', String(bytes.length)])
  const lines = [...own.filter(([name]) => !given.has(name.toLowerCase())), ...headers]
  for (const [name, value] of lines) {
    if (!isToken.test(name)) throw impossible(`header ${JSON.stringify(name)}`)
    if (!isValue.test(value)) throw impossible(`value of the header ${name}`)
  }
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `${method} ${path} HTTP/1.1\r\n${head}\r\n${bytes}`
}

function impossible(what: string): OperatorError {
  return new OperatorError({
    sentence: `A request cannot have the ${what}.`,
    hint: 'Percent-encode what a URL may not hold, and keep line breaks and control characters out of headers.',
  })
}
