import type { ProtocolCounters } from '../../core/index.ts'

/** /proc/net/snmp or /proc/net/netstat: pairs of lines, names and values; null when there is not one pair. */
export function parseProtocolCounters(text: string): ProtocolCounters | null {
  const lines = text.split('\n').map((line) => line.trim().split(/ +/))
  const protocols = lines.flatMap(([name = '', ...words], index): [string, [string, number][]][] => {
    const [nameAgain, ...values] = lines[index + 1] ?? []
    // The first of the pair holds names: a second one before another pair holds numbers.
    if (!/^\w+:$/.test(name) || name !== nameAgain || isNumber(words[0])) return []
    return [[name.slice(0, -1), words.flatMap((word, at) => counter(word, values[at]))]]
  })
  return protocols.length === 0
    ? null
    : Object.fromEntries(protocols.map(([name, counters]) => [name, Object.fromEntries(counters)]))
}

function counter(name: string, value: string | undefined): [string, number][] {
  return isNumber(value) ? [[name, Number(value)]] : []
}

/** MaxConn is -1 where there is no most. */
function isNumber(word: string | undefined): word is string {
  return word !== undefined && /^-?\d{1,20}$/.test(word)
}
