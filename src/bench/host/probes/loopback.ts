import type { HostProbe } from '../probe.ts'

/** HTTP between two threads of one process. */
export const loopback: HostProbe = {
  doing: 'asking a server on loopback',
  program: 'host',
  names: { loopbackRate: 'rate' },
  order: ({ settings: { loopbackSeconds, loopbackWarmUpSeconds, connections } }) => ({
    part: 'loopback',
    seconds: loopbackSeconds,
    warmUpSeconds: loopbackWarmUpSeconds,
    connections,
  }),
}
