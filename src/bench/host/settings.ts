/** How long each part of a round takes; the defaults make a run of about 45 s. */
export interface HostSettings {
  rounds: number
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

/** Five rounds: what they differ by is the noise that a verdict needs. */
export const defaultHostSettings: HostSettings = {
  rounds: 5,
  cpuSeconds: 0.25,
  cpuWarmUpSeconds: 0.15,
  memorySeconds: 0.3,
  memoryBytes: { least: 2 ** 24, most: 2 ** 30 },
  disk: {
    fileBytes: 2 ** 28,
    chunkBytes: 2 ** 23,
    writeSeconds: 1,
    readSeconds: 0.5,
    syncSeconds: 1.2,
    randomReadSeconds: 0.6,
  },
  loopbackSeconds: 0.8,
  loopbackWarmUpSeconds: 0.4,
  connections: 8,
  timerSeconds: 0.5,
  timerDelayMs: 2,
  spawns: 25,
}
