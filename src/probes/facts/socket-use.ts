import type { SocketUse } from '../../core/index.ts'
import { type Found, found } from './found.ts'
import { readParsed, type SampleView } from './sample-view.ts'
import { wholeNumber } from './whole-number.ts'

/** The sockets in use, with those of IPv6 (`TCP6`) where they are told. */
export function readSocketUse({ files }: SampleView): Found<SocketUse> {
  const four = readParsed(files, '/proc/net/sockstat', parseSocketUse)
  if (!four.ok) return four
  const six = readParsed(files, '/proc/net/sockstat6', parseSocketUse)
  return found(four.path, { ...four.value, ...(six.ok ? six.value : {}) })
}

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
