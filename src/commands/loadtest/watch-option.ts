import { type Parsed, parseEndpoint, rejected, understood } from '../../core/index.ts'
import type { WatchWish } from '../../load/index.ts'

/** `1234`, `nginx`, `user@box`, `http://box:9100/metrics` or `http://box:8080/metrics#id=/docker/x`. */
export function parseWatch(text: string): Parsed<WatchWish> {
  if (/^https?:\/\//i.test(text)) return parseScrape(text)
  if (text === '' || text.startsWith('-') || /[\s\0]/.test(text))
    return rejected('is nothing to watch', 'Give a process id, a name, user@box or a URL of metrics.')
  return understood({ kind: text.includes('@') ? 'machine' : 'process', name: text })
}

function parseScrape(text: string): Parsed<WatchWish> {
  const endpoint = parseEndpoint(text)
  if (!endpoint.ok) return endpoint
  const { fragment, ...address } = endpoint.value
  const only = fragment === '' ? [] : fragment.split(',').map(labelOf)
  if (only.some((label) => label === null))
    return rejected('has labels that cannot be read', 'Write them as URL#label=value,label=value.')
  return understood({
    kind: 'scrape',
    ...address,
    only: only.flatMap((label) => (label === null ? [] : [label])),
  })
}

function labelOf(text: string): readonly [string, string] | null {
  const [, label, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
  return label === undefined || value === undefined ? null : [label, value]
}
