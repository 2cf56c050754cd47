import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A bare connection that says what it likes. */
export interface RawConnection {
  socket: Socket
  /** Resolves with all that came once it holds `text`, or once the other end has closed. */
  until(text: string): Promise<string>
  /** Resolves with all that came, when the other end has closed. */
  ended: Promise<Buffer>
}

/** Connects to a port of 127.0.0.1. */
export async function rawConnection(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const pieces: Buffer[] = []
  socket.on('data', (piece: Buffer) => pieces.push(piece))
  socket.on('error', () => {})
  const ended = new Promise<Buffer>((resolve) => socket.once('close', () => resolve(Buffer.concat(pieces))))
  await once(socket, 'connect')
  return {
    socket,
    ended,
    until(text) {
      return new Promise((resolve) => {
        const look = () => {
          const all = Buffer.concat(pieces).toString('latin1')
          if (all.includes(text)) resolve(all)
        }
        socket.on('data', look)
        socket.once('close', () => resolve(Buffer.concat(pieces).toString('latin1')))
        look()
      })
    },
  }
}

/** A request as it goes over the wire. */
export function requestText(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): string {
  const lines = Object.entries({ Host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** What asks for a WebSocket. */
export const upgradeHeaders = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** A connection that was upgraded. */
export async function rawStream(port: number): Promise<RawConnection> {
  const connection = await rawConnection(port)
  connection.socket.write(requestText('/ws', upgradeHeaders))
  await connection.until('\r\n\r\n')
  return connection
}

/** A masked frame: of a client, with a mask of zeros. */
export function frameOf(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

/** The code in the close frame at the end of what came; null where there is none. */
export function closeCode(bytes: Buffer): number | null {
  const at = bytes.lastIndexOf(0x88)
  return at < 0 || at + 4 > bytes.length ? null : bytes.readUInt16BE(at + 2)
}
