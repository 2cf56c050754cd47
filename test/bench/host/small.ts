import type { HostSettings } from '../../../src/bench/index.ts'

/** All parts of the host suite, as short as they get. */
export const smallSettings: HostSettings = {
  rounds: { least: 1, most: 1 },
  seconds: 60,
  cpuSeconds: 0.01,
  cpuWarmUpSeconds: 0.005,
  memorySeconds: 0.01,
  memoryBytes: { least: 2 ** 20, most: 2 ** 22 },
  disk: {
    fileBytes: 2 ** 20,
    chunkBytes: 2 ** 18,
    writeSeconds: 0.05,
    readSeconds: 0.02,
    syncSeconds: 0.05,
    randomReadSeconds: 0.02,
  },
  loopbackSeconds: 0.02,
  loopbackWarmUpSeconds: 0.01,
  connections: 2,
  timerSeconds: 0.05,
  timerDelayMs: 2,
  spawns: 2,
}
