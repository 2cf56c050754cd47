import type { HostProbe, HostSession } from '../probe.ts'

/** Integers, floats and hashes by one thread. */
export const cpuOneCore = cpuProbe(
  'computing on one core',
  { cpuInteger: 'integer', cpuFloat: 'float', cpuHash: 'hash' },
  () => 1,
)

/** The same by one thread for each core that may be used, all at the same time. */
export const cpuAllCores = cpuProbe(
  'computing on all cores',
  { cpuIntegerAll: 'integer', cpuFloatAll: 'float', cpuHashAll: 'hash' },
  ({ threads }) => threads,
)

function cpuProbe(
  doing: string,
  names: HostProbe['names'],
  threadsOf: (session: HostSession) => number,
): HostProbe {
  return {
    doing,
    program: 'host',
    names,
    order: (session) => ({
      part: 'cpu',
      threads: threadsOf(session),
      seconds: session.settings.cpuSeconds,
      warmUpSeconds: session.settings.cpuWarmUpSeconds,
    }),
  }
}
