import type { HostProbe } from '../probe.ts'

/** Loads that wait for each other, and copies. */
export const memory: HostProbe = {
  doing: 'reading and copying memory',
  program: 'host',
  names: { memoryLatency: 'latency', memoryCopy: 'copy' },
  order: ({ memory: { bufferBytes }, settings }) => ({
    part: 'memory',
    bytes: bufferBytes,
    seconds: settings.memorySeconds,
  }),
}
