import { type ProcessFacts, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import type { Reading } from '../define-check.ts'
import { unitOf } from './unit-of.ts'

const scarce = 1024
const servers = new Set([
  'apache2',
  'beam.smp',
  'caddy',
  'envoy',
  'gunicorn',
  'haproxy',
  'httpd',
  'mariadbd',
  'memcached',
  'mongod',
  'mysqld',
  'nginx',
  'postgres',
  'redis-server',
  'traefik',
  'uvicorn',
  'valkey-server',
])

/** One note of the servers, known by their names, that may open at most 1,024 files; none where there is no such server. */
export function scarceServers(processes: readonly ProcessFacts[]): Reading[] {
  const found = processes.filter(
    ({ name, openFilesLimit }) => servers.has(name) && openFilesLimit !== null && openFilesLimit <= scarce,
  )
  const [first] = found
  if (first === undefined) return []
  const others = found.length === 1 ? '' : ` and ${found.length - 1} more`
  return [
    {
      instance: 'soft limit',
      value: null,
      status: 'info',
      because: `${processName(first)}${others}: a server that may have at most ${formatQuantity(first.openFilesLimit ?? scarce)} files open, connections included.`,
      evidence: {
        servers: quantity(found.length, 'count'),
        names: [...new Set(found.map(({ name }) => name))].join(', '),
      },
      names: {
        pid: String(first.pid),
        limit: String(first.openFilesLimit),
        wanted: '65536',
        ...unitOf(first.cgroup),
      },
    },
  ]
}
