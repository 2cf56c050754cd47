/** How many rounds there are, and how long each part of one takes. */
export interface HostSettings {
  /** At least and at most; in between as many as fit into `seconds`. */
  rounds: { least: number; most: number }
  seconds: number
  /** Of each CPU kernel, after its warm-up. */
  cpuSeconds: number
  cpuWarmUpSeconds: number
  /** Of the copies, and again of the loads. */
  memorySeconds: number
  memoryBytes: { least: number; most: number }
  disk: DiskSettings
  loopbackSeconds: number
  loopbackWarmUpSeconds: number
  connections: number
  /** Of the timers, and again of the idle loop. */
  timerSeconds: number
  timerDelayMs: number
  spawns: number
}

/** What one round writes and reads at most, and for how long. */
export interface DiskSettings {
  fileBytes: number
  chunkBytes: number
  writeSeconds: number
  readSeconds: number
  syncSeconds: number
  randomReadSeconds: number
}

/** Nine rounds on a quiet box, so that one that something disturbed does not widen the interval of the median. */
export const defaultHostSettings: HostSettings = {
  rounds: { least: 5, most: 9 },
  seconds: 50,
  cpuSeconds: 0.15,
  cpuWarmUpSeconds: 0.1,
  memorySeconds: 0.2,
  memoryBytes: { least: 2 ** 24, most: 2 ** 30 },
  disk: {
    fileBytes: 2 ** 28,
    chunkBytes: 2 ** 23,
    writeSeconds: 0.5,
    readSeconds: 0.3,
    syncSeconds: 0.6,
    randomReadSeconds: 0.3,
  },
  loopbackSeconds: 0.5,
  loopbackWarmUpSeconds: 0.3,
  connections: 8,
  timerSeconds: 0.35,
  timerDelayMs: 2,
  spawns: 15,
}
