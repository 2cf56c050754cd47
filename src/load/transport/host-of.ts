import type { PlannedTarget } from '../../traffic/index.ts'

/** Host and port as a request names them; the port only where it is not the usual one. */
export function hostOf({ host, port, protocol, socketPath }: PlannedTarget): string {
  if (socketPath !== null) return 'localhost'
  const name = host.includes(':') ? `[${host}]` : host
  return port === (protocol === 'https:' ? 443 : 80) ? name : `${name}:${port}`
}
