import type { Server } from 'node:http'
import { OperatorError } from '../../core/index.ts'
import { urlHost } from './host-names.ts'
import { closeIdleConnections } from './idle-connections.ts'
import type { ServerLimits } from './server-limits.ts'

/** A certificate and its key, both as PEM texts. */
export interface TlsTexts {
  cert: string
  key: string
}

/** A server that answers nothing yet and bears slow, half-open and oversized requests. Throws OperatorError (exit 2) where the certificate and key are of no use. */
export async function boundedServer(tls: TlsTexts | null, limits: ServerLimits): Promise<Server> {
  const options = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersSeconds * 1000,
    requestTimeout: (limits.headersSeconds + 5) * 1000,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 1000,
  }
  const server =
    tls === null ? (await import('node:http')).createServer(options) : await secureServer(tls, options)
  // A client that has an answer and reads nothing of it.
  server.timeout = 30_000
  server.maxConnections = limits.clients + limits.idleConnections + 200
  closeIdleConnections(server, limits.idleConnections)
  return server
}

/** Resolves with the port once it is bound. Rejects with OperatorError (exit 3) where the address cannot be had. */
export function listening(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(notBound(error, address, port)))
    server.listen({ port, host: address, backlog: 1024 }, () => {
      const bound = server.address()
      resolve(bound !== null && typeof bound === 'object' ? bound.port : port)
    })
  })
}

async function secureServer({ cert, key }: TlsTexts, options: object): Promise<Server> {
  const { createServer } = await import('node:https')
  try {
    return createServer({ ...options, cert, key, minVersion: 'TLSv1.2', handshakeTimeout: 10_000 })
  } catch (error) {
    throw new OperatorError({
      sentence: `The certificate and its key cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Give both as PEM: the certificate with those that signed it, and the key that belongs to it, without a passphrase.',
      cause: error,
    })
  }
}

const reasons: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EADDRINUSE: [
    'another program listens there already',
    'Choose another port, or see with ss -ltnp which program has it.',
  ],
  EACCES: ['this user may not', 'Choose a port from 1024 on.'],
  EADDRNOTAVAIL: ['this machine has no such address', 'See with ip address which ones it has.'],
  ENOTFOUND: ['no such name is known', 'Write an address of this machine.'],
}

function notBound(error: NodeJS.ErrnoException, address: string, port: number): OperatorError {
  const [why, hint] = reasons[error.code ?? ''] ?? [error.message, 'Choose another address or port.']
  return new OperatorError({
    sentence: `${urlHost(address)}:${port} cannot be served on: ${why}.`,
    hint,
    exitCode: 3,
    cause: error,
  })
}
