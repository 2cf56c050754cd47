import type { SocketUse } from '../../core/index.ts'
import { wholeNumber } from './whole-number.ts'

/** /proc/net/sockstat or sockstat6; null when there is not one line of `PROTOCOL: name number ...`. */
export function parseSocketUse(text: string): SocketUse | null {
  const lines = text.split('\n').flatMap((line): [string, Record<string, number>][] => {
    const [, protocol, rest] = /^(\w{1,20}): (.+)$/.exec(line) ?? []
    if (protocol === undefined || rest === undefined) return []
    const words = rest.trim().split(/ +/)
    const counts = words.flatMap((name, index): [string, number][] => {
      const count = wholeNumber(words[index + 1])
      return index % 2 === 0 && count !== null ? [[name, count]] : []
    })
    return [[protocol, Object.fromEntries(counts)]]
  })
  return lines.length === 0 ? null : Object.fromEntries(lines)
}
