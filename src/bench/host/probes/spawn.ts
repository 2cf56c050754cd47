import type { HostProbe } from '../probe.ts'

/** The program `true`, from the order to start it to its end. */
export const spawn: HostProbe = {
  doing: 'starting processes',
  program: 'host',
  names: { spawn: 'spawn' },
  order: ({ settings: { spawns } }) => ({ part: 'spawn', count: spawns }),
}
