import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from '../../clients/index.ts'
import type { Gate } from './gate.ts'
import { isSameOrigin } from './same-origin.ts'

/** Where upgraded connections go, and whether there is room for one more. */
export interface UpgradeRoom {
  hasRoom(): boolean
  accept(socket: WebSocket): void
}

/** Turns upgrade requests for /ws into WebSockets: of known hosts, from this server's own page or no page, with the token. */
export function takeUpgrades(
  door: WebSocketServer,
  gate: Gate,
  isSecure: boolean,
  room: UpgradeRoom,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    socket.on('error', () => {})
    const refused = refusalOf(request, gate, isSecure) ?? (room.hasRoom() ? null : full)
    if (refused !== null) return refuse(socket, refused)
    door.handleUpgrade(request, socket, head, (client) => room.accept(client))
  }
}

interface Refused {
  status: number
  text: string
  headers?: Record<string, string>
}

const full: Refused = {
  status: 503,
  text: 'There are as many clients as this server takes.',
  headers: { 'retry-after': '10' },
}

function refusalOf(request: IncomingMessage, gate: Gate, isSecure: boolean): Refused | null {
  const atTheDoor = gate.atTheDoor(request)
  if (atTheDoor !== null) return atTheDoor
  if (!isSameOrigin(request, isSecure))
    return { status: 403, text: 'A page of another site may not connect here.' }
  const barred = gate.forAccess(request)
  if (barred !== null) return barred
  if (request.url?.split('?')[0] !== '/ws') return { status: 404, text: 'The WebSocket is at /ws.' }
  return request.method === 'GET' ? null : { status: 405, text: 'A WebSocket is asked for by GET.' }
}

function refuse(socket: Duplex, { status, text, headers = {} }: Refused): void {
  const body = `${text}\n`
  const lines = Object.entries({
    connection: 'close',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  // It reads nothing further, and goes once the answer is out.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}
