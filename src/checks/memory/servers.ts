import type { ProcessFacts } from '../../core/index.ts'

const redisNames = new Set(['redis-server', 'valkey-server'])
const postgresNames = new Set(['postgres', 'postmaster'])

/** The Redis or Valkey servers among `processes`. */
export function redisServers(processes: readonly ProcessFacts[]): ProcessFacts[] {
  return processes.filter(({ name }) => redisNames.has(name))
}

/** The PostgreSQL processes among `processes`. */
export function postgresServers(processes: readonly ProcessFacts[]): ProcessFacts[] {
  return processes.filter(({ name }) => postgresNames.has(name))
}
