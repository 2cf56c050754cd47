import type { TcpListener, TcpSockets } from '../../core/index.ts'
import { type Found, found } from './found.ts'
import { readParsed, type SampleView } from './sample-view.ts'
import { socketAddress } from './socket-address.ts'

/** One line of /proc/net/tcp or tcp6; addresses as the kernel writes them. */
export interface TcpLine {
  local: string
  remote: string
  state: string
  /** Bytes to be read or, of a listener, connections to be accepted. */
  receiveQueue: number
  inode: number
}

/** The TCP sockets of this network namespace, of IPv4 and IPv6 together. */
export function readTcpSockets({ files }: SampleView): Found<TcpSockets> {
  const four = readParsed(files, '/proc/net/tcp', parseTcpLines)
  const six = readParsed(files, '/proc/net/tcp6', parseTcpLines)
  const lines = [...(four.ok ? four.value : []), ...(six.ok ? six.value : [])]
  if (four.ok) return found(four.path, countSockets(lines))
  return six.ok ? found(six.path, countSockets(lines)) : four
}

/** The sockets of one file; damaged lines are left out, null without a heading. */
export function parseTcpLines(text: string): TcpLine[] | null {
  const [heading = '', ...lines] = text.split('\n')
  if (!/^\s*sl\s+local_address\s/.test(heading)) return null
  return lines.flatMap((line) => lineOf(line) ?? [])
}

/** Sockets by state, listeners with their queues, and the 20 most frequent places that were connected to. */
export function countSockets(lines: readonly TcpLine[]): TcpSockets {
  const states: Record<string, number> = {}
  const remotes = new Map<string, number>()
  const listening = new Set(lines.filter(({ state }) => state === 'LISTEN').map(({ local }) => portOf(local)))
  const listeners: TcpListener[] = []
  for (const { local, remote, state, receiveQueue, inode } of lines) {
    states[state] = (states[state] ?? 0) + 1
    if (state === 'LISTEN') listeners.push({ address: written(local), waiting: receiveQueue, inode })
    else if (!listening.has(portOf(local)) && portOf(remote) !== '0000')
      remotes.set(remote, (remotes.get(remote) ?? 0) + 1)
  }
  return { states, listeners, destinations: mostFrequent(remotes) }
}

const stateNames: Readonly<Record<string, string>> = {
  '01': 'ESTABLISHED',
  '02': 'SYN_SENT',
  '03': 'SYN_RECV',
  '04': 'FIN_WAIT1',
  '05': 'FIN_WAIT2',
  '06': 'TIME_WAIT',
  '07': 'CLOSE',
  '08': 'CLOSE_WAIT',
  '09': 'LAST_ACK',
  '0A': 'LISTEN',
  '0B': 'CLOSING',
  '0C': 'NEW_SYN_RECV',
}

const socket =
  /^\s*\d+: ([0-9A-F]{8}(?:[0-9A-F]{24})?:[0-9A-F]{4}) ([0-9A-F]{8}(?:[0-9A-F]{24})?:[0-9A-F]{4}) ([0-9A-F]{2}) [0-9A-F]{8}:([0-9A-F]{8}) [0-9A-F]{1,8}:[0-9A-F]{1,16} [0-9A-F]{1,8} +\d{1,10} +-?\d{1,10} (\d{1,20})(?: |$)/i

function lineOf(line: string): TcpLine | null {
  const [, local, remote, code = '', queue = '', inode] = socket.exec(line) ?? []
  const state = Object.hasOwn(stateNames, code.toUpperCase()) ? stateNames[code.toUpperCase()] : undefined
  if (local === undefined || remote === undefined || state === undefined) return null
  return { local, remote, state, receiveQueue: Number.parseInt(queue, 16), inode: Number(inode) }
}

function portOf(address: string): string {
  return address.slice(-4)
}

function written(address: string): string {
  const parsed = socketAddress(address)
  return parsed === null ? address : `${parsed.host}:${parsed.port}`
}

function mostFrequent(counts: ReadonlyMap<string, number>): TcpSockets['destinations'] {
  // The same place may be written as IPv4 and within IPv6.
  const byName = new Map<string, number>()
  for (const [address, count] of counts) {
    const remote = written(address)
    byName.set(remote, (byName.get(remote) ?? 0) + count)
  }
  return [...byName]
    .map(([remote, count]) => ({ remote, count }))
    .sort((one, other) => other.count - one.count || (one.remote < other.remote ? -1 : 1))
    .slice(0, 20)
}
