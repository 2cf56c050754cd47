import { type Parsed, rejected, understood } from '../../core/index.ts'
import type { WatchWish } from '../../load/index.ts'

/** `1234`, `nginx`, `user@box`, `http://box:9100/metrics` or `http://box:8080/metrics#id=/docker/x`. */
export function parseWatch(text: string): Parsed<WatchWish> {
  if (/^https?:\/\//i.test(text)) return parseScrape(text)
  if (text === '' || text.startsWith('-') || /[\s\0]/.test(text))
    return rejected('is nothing to watch', 'Give a process id, a name, user@box or a URL of metrics.')
  return understood({ kind: text.includes('@') ? 'machine' : 'process', name: text })
}

function parseScrape(text: string): Parsed<WatchWish> {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.hostname === '')
    return rejected('is no URL', 'Write it as http://127.0.0.1:9100/metrics.')
  const { username, password, hash } = url
  if (username !== '' && password === '')
    return rejected('has a user without a password', 'Write both: http://user:password@box/metrics.')
  const only = hash === '' ? [] : decoded(hash.slice(1)).split(',').map(labelOf)
  if (only.some((label) => label === null))
    return rejected('has labels that cannot be read', 'Write them as URL#label=value,label=value.')
  url.username = ''
  url.password = ''
  url.hash = ''
  return understood({
    kind: 'scrape',
    name: `${url.origin}${url.pathname}`,
    url: url.href,
    authorization:
      username === ''
        ? null
        : `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`,
    only: only.flatMap((label) => (label === null ? [] : [label])),
  })
}

function labelOf(text: string): readonly [string, string] | null {
  const [, label, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
  return label === undefined || value === undefined ? null : [label, value]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
