import { X509Certificate } from 'node:crypto'
import { isIP, connect as plainConnect, type Socket } from 'node:net'
import { createSecureContext, type SecureContext, connect as tlsConnect } from 'node:tls'
import { OperatorError } from '../../core/index.ts'
import type { PlannedTarget, TlsSettings } from '../../traffic/index.ts'
import { sharedLookup } from './shared-lookup.ts'

/** Where a socket puts what it reads: one buffer for all connections of a thread, for each is read to its end at once. */
export interface ReadInto {
  buffer: Buffer
  callback(bytes: number): boolean
}

/** TLS as all connections of a thread use it: certificates are read once. */
export interface TlsClient {
  context: SecureContext
  serverName: string | null
  verifies: boolean
}

/** Makes TLS ready. Throws OperatorError (exit 2) on certificates or a key that cannot be read. */
export function tlsClient({ ca, certificate, key, serverName, verifies }: TlsSettings): TlsClient {
  try {
    // Text that is no certificate would be passed over; the constructor throws on it.
    for (const pem of [ca, certificate]) if (pem !== null) readCertificate(pem)
    const context = createSecureContext({
      ...(ca === null ? {} : { ca }),
      ...(certificate === null ? {} : { cert: certificate }),
      ...(key === null ? {} : { key }),
    })
    return { context, serverName, verifies }
  } catch (cause) {
    throw new OperatorError({
      sentence: `The certificates cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: 'Give --ca, --cert and --key files in PEM, the key without a passphrase and that of the certificate.',
      cause,
    })
  }
}

function readCertificate(pem: string): X509Certificate {
  return new X509Certificate(pem)
}

/** Opens a connection to `target`; what becomes of it is told by the events of the socket, never thrown. */
export function dial(
  target: PlannedTarget,
  tls: TlsClient,
  {
    onread = null,
    protocol: spoken = 'http/1.1',
  }: { onread?: ReadInto | null; protocol?: 'http/1.1' | 'h2' },
): Socket {
  const reading = onread === null ? {} : { onread }
  const { host, port, protocol, socketPath } = target
  const where = socketPath === null ? { host, port, lookup: sharedLookup } : { path: socketPath }
  // A request waits for nothing, least of all for the next.
  if (protocol === 'http:') return plainConnect({ ...where, ...reading, noDelay: true })
  const servername = tls.serverName ?? (isIP(host) === 0 && socketPath === null ? host : undefined)
  return tlsConnect({
    ...where,
    // Its types leave it out, though what is not given a socket of its own hands it on.
    ...({ ...reading, noDelay: true } as object),
    ...(servername === undefined ? {} : { servername }),
    secureContext: tls.context,
    ALPNProtocols: [spoken],
    rejectUnauthorized: tls.verifies,
  })
}
