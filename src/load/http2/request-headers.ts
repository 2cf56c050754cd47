import type { PlannedRequest, PlannedTarget } from '../../traffic/index.ts'
import { hostOf } from '../transport/index.ts'

/** Of one connection of HTTP/1, and a fault in HTTP/2. */
const hopByHop: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'host',
]

/** A request of HTTP/2: its pseudo headers, then its headers in small letters; one that is given twice is a list. */
export function requestHeaders(
  { method, path, headers, body }: Pick<PlannedRequest, 'method' | 'path' | 'headers' | 'body'>,
  target: PlannedTarget,
): Record<string, string | string[]> {
  const given = headers.find(([name]) => name.toLowerCase() === 'host')
  const all: Record<string, string | string[]> = {
    ':method': method,
    ':scheme': target.protocol.slice(0, -1),
    ':authority': given?.[1] ?? hostOf(target),
    ':path': path,
    'user-agent': 'lewis-perf',
    accept: '*/*',
  }
  if (body !== null) all['content-length'] = String(Buffer.byteLength(body))
  const own = new Set<string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (hopByHop.includes(key)) continue
    const before = own.has(key) ? all[key] : undefined
    all[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
    own.add(key)
  }
  return all
}
