import type { FigureId } from './figures.ts'

/** What was measured of a box, and under which conditions. */
export interface HostMeasurement {
  /** Every figure of the suite, in its order. */
  figures: FigureSamples[]
  /** Whole ones. */
  rounds: number
  disk: MeasuredDisk
  memory: MeasuredMemory
  /** Threads of the figures of all cores. */
  threads: number
  /** Share of the CPU time that the hypervisor gave to others meanwhile; null where the kernel does not say. */
  stealRatio: number | null
  /** Runnable tasks per usable core before it began (load of one minute); null where the kernel does not say. */
  loadPerCore: number | null
  /** Interrupted: there are fewer rounds than there would be, and some figures have one more than others. */
  isPartial: boolean
}

/** One sample a round, in base units. */
export interface FigureSamples {
  id: FigureId
  samples: number[]
  /** Why there is none, or fewer than there should be; null where nothing went wrong. */
  missing: string | null
}

/** Where the disk was measured. */
export interface MeasuredDisk {
  /** Absolute. */
  directory: string
  /** `ext4`; null where the mounts cannot be read. */
  filesystem: string | null
  device: string | null
  mountPoint: string | null
  /** The most that the file ever holds. It has no name, so that nothing stays whatever ends the run. */
  fileBytes: number
  availableBytes: number
}

/** The buffer of the memory figures against the caches of the CPU. */
export interface MeasuredMemory {
  bufferBytes: number
  /** Null where the kernel does not say. */
  lastLevelCacheBytes: number | null
}
