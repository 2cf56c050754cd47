import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Closes the oldest of the connections that ask for nothing once there are more than `most` of them: thousands that are opened and left so
 * take neither memory nor the place of one that asks.
 */
export function closeIdleConnections(server: Server, most: number): void {
  // By the other end: with TLS a request comes from a socket of its own, on top of the one that was accepted.
  const idle = new Map<string, Socket>()
  const forget = (key: string) => idle.delete(key)
  server.on('connection', (socket: Socket) => {
    const key = otherEnd(socket)
    idle.set(key, socket)
    socket.once('close', () => {
      if (idle.get(key) === socket) forget(key)
    })
    if (idle.size > most) {
      const [oldest] = idle.values()
      oldest?.destroy()
      const [first = key] = idle.keys()
      forget(first)
    }
  })
  server.on('request', ({ socket }, response) => {
    const key = otherEnd(socket)
    const accepted = idle.get(key)
    forget(key)
    response.once('close', () => {
      if (accepted !== undefined && !accepted.destroyed) idle.set(key, accepted)
    })
  })
  server.on('upgrade', ({ socket }) => forget(otherEnd(socket)))
}

function otherEnd({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
