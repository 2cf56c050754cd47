import type { Facts, InterfaceCounters } from '../../core/index.ts'
import { growth } from '../growth.ts'

/** What the facts tell of the network; null for what they do not, and `because` says why where all of it is. */
export interface NetworkPerformance {
  /** Of all interfaces but the loopback. */
  receivedBytesPerSecond: number | null
  sentBytesPerSecond: number | null
  /** Of the TCP segments that were sent in the window. */
  retransmittedPercent: number | null
  /** Connections that a full listen queue refused in the window. */
  listenOverflows: number | null
  establishedConnections: number | null
  because: string | null
}

/** Rates over the window, and how many connections there are now. */
export function networkPerformance(facts: Facts): NetworkPerformance {
  const { snmp, netstat, tcpSockets, windowSeconds } = facts
  const counter = (fact: typeof snmp, protocol: string, name: string): number | null =>
    fact.known && windowSeconds !== null
      ? growth(fact.first?.[protocol]?.[name], fact.last[protocol]?.[name])
      : null
  const sent = counter(snmp, 'Tcp', 'OutSegs')
  const again = counter(snmp, 'Tcp', 'RetransSegs')
  const figures = {
    receivedBytesPerSecond: bytesPerSecond(facts, 'rxBytes'),
    sentBytesPerSecond: bytesPerSecond(facts, 'txBytes'),
    retransmittedPercent: sent === null || again === null || sent === 0 ? null : (again / sent) * 100,
    listenOverflows: counter(netstat, 'TcpExt', 'ListenOverflows'),
    establishedConnections: tcpSockets.known ? (tcpSockets.last.states['ESTABLISHED'] ?? 0) : null,
  }
  const isKnown = Object.values(figures).some((figure) => figure !== null)
  return { ...figures, because: isKnown ? null : 'Nothing of the network was read.' }
}

function bytesPerSecond(
  { interfaces, windowSeconds }: Facts,
  counter: keyof InterfaceCounters,
): number | null {
  if (!interfaces.known || interfaces.first === null || windowSeconds === null) return null
  const before = new Map(interfaces.first.map(({ name, counters }) => [name, counters]))
  const others = interfaces.last.filter(({ name }) => name !== 'lo')
  const grown = others.flatMap(
    ({ name, counters }) => growth(before.get(name)?.[counter], counters[counter]) ?? [],
  )
  if (grown.length === 0 && others.length > 0) return null
  return grown.reduce((sum, bytes) => sum + bytes, 0) / windowSeconds
}
