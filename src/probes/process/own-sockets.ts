import type { FactFile } from '../../core/index.ts'
import { factsOf } from '../facts/index.ts'

/** The sockets of one process. */
export interface OwnSockets {
  count: number
  /** TCP sockets by state: `ESTABLISHED`, `LISTEN`. */
  tcp: Record<string, number>
  udp: number
  /** Unix sockets by state: `LISTEN`, `CONNECTED`, `UNCONNECTED`. */
  unix: Record<string, number>
  /** Netlink, packet, raw, and of another network namespace. */
  other: number
  /** Where it listens, and how many connections wait to be accepted there; at most 20. */
  listeners: { address: string; waiting: number }[]
  /** To whom it has connections that it opened itself, the most first; at most 10. */
  servers: { remote: string; count: number }[]
  /** Who has connections to ports where it listens, the most first; at most 10. */
  clients: { remote: string; count: number }[]
}

/** The texts of /proc/PID/net/{tcp,tcp6,udp,udp6,unix}; empty where one is not there. */
export interface SocketTables {
  tcp: string
  tcp6: string
  udp: string
  udp6: string
  unix: string
}

const listenersKept = 20
const remotesKept = 10

/** The sockets of `tables` whose inode is among `inodes`. */
export function ownSockets(tables: SocketTables, inodes: ReadonlySet<string>): OwnSockets {
  const tcp = [tables.tcp, tables.tcp6].map((text) => ownLines(text, inodes, 9))
  const all = tcpFacts(tcp.map(({ text }) => text))
  const ports = new Set((all?.listeners ?? []).map(({ address }) => portOf(address)))
  const accepted = tcpFacts(tcp.map(({ text }) => clientsAlone(text, ports)))
  const udp = [tables.udp, tables.udp6].reduce((sum, text) => sum + ownLines(text, inodes, 9).count, 0)
  const unix = unixStates(tables.unix, inodes)
  const known = [...Object.values(all?.states ?? {}), udp, ...Object.values(unix)].reduce((a, b) => a + b, 0)
  return {
    count: inodes.size,
    tcp: all?.states ?? {},
    udp,
    unix,
    other: Math.max(inodes.size - known, 0),
    listeners: (all?.listeners ?? [])
      .slice(0, listenersKept)
      .map(({ address, waiting }) => ({ address, waiting })),
    servers: (all?.destinations ?? []).slice(0, remotesKept),
    clients: (accepted?.destinations ?? [])
      .slice(0, remotesKept)
      .map(({ remote, count }) => ({ remote: remote.replace(/:\d+$/, ''), count })),
  }
}

/** The heading of a table and those of its lines that have one of `inodes` in `column`. */
function ownLines(
  text: string,
  inodes: ReadonlySet<string>,
  column: number,
): { text: string; count: number } {
  const [heading = '', ...lines] = text.split('\n')
  const own = lines.filter((line) => inodes.has(line.trim().split(/ +/)[column] ?? ''))
  return { text: [heading, ...own].join('\n'), count: own.length }
}

/**
 * Connections to the own `ports` alone, as if all came from the same port: then they are counted by host, as a machine's
 * connections are by address and port.
 */
function clientsAlone(text: string, ports: ReadonlySet<number>): string {
  const [heading = '', ...lines] = text.split('\n')
  const accepted = lines.flatMap((line) => {
    const [, before = '', port = '', between = '', rest = ''] =
      /^(\s*\d+: [0-9A-F]+:)([0-9A-F]{4})( [0-9A-F]+:)[0-9A-F]{4}( (?!0A ).*)$/.exec(line) ?? []
    return ports.has(Number.parseInt(port, 16)) ? [`${before}${port}${between}0001${rest}`] : []
  })
  return [heading, ...accepted].join('\n')
}

function tcpFacts([four = '', six = '']: readonly string[]) {
  const files: Record<string, FactFile> = { '/proc/net/tcp': four, '/proc/net/tcp6': six }
  const { tcpSockets } = factsOf({
    schema: 'lewis-perf/facts/1',
    host: '',
    samples: [{ atMs: 0, files, commands: {} }],
  })
  return tcpSockets.known ? tcpSockets.last : null
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1))
}

/** __SO_ACCEPTCON of the kernel's net.h. */
const acceptsConnections = 0x10000
const unixNames: Readonly<Record<string, string>> = { '01': 'UNCONNECTED', '03': 'CONNECTED' }

function unixStates(text: string, inodes: ReadonlySet<string>): Record<string, number> {
  const states: Record<string, number> = {}
  for (const line of ownLines(text, inodes, 6).text.split('\n').slice(1)) {
    const [, , , flags = '', , code = ''] = line.trim().split(/ +/)
    const listens = (Number.parseInt(flags, 16) & acceptsConnections) !== 0
    const state = listens ? 'LISTEN' : Object.hasOwn(unixNames, code) ? unixNames[code] : 'OTHER'
    if (state !== undefined) states[state] = (states[state] ?? 0) + 1
  }
  return states
}
