import type { MissingReason } from '../../core/index.ts'
import type { MemoryUse } from './memory-use.ts'
import type { OpenFiles } from './open-files.ts'
import type { OwnSockets } from './own-sockets.ts'
import type { ProcessGroup } from './process-group.ts'
import type { ThreadWatch } from './thread-watch.ts'

/** What one process did over the window; what could not be read is null and named in `missing`. */
export interface ProcessWatch {
  pid: number
  parentPid: number
  /** comm: at most 15 characters, any of them. */
  name: string
  /** The command line, secrets masked; empty for kernel threads. */
  command: string | null
  userId: number | null
  isKernelThread: boolean
  /** One letter, as it was seen last: R S D Z T t X I. */
  state: string
  /** It ended within the window: what follows was seen before. */
  ended: boolean
  /** Between the two looks; 0 where there was only one. */
  windowSeconds: number
  ageSeconds: number | null
  cpu: CpuUse | null
  memory: MemoryUse | null
  io: IoRates | null
  faults: { minorPerSecond: number; majorPerSecond: number } | null
  /** Of all threads that are there at both looks. */
  switches: { voluntaryPerSecond: number; involuntaryPerSecond: number } | null
  files: OpenFiles | null
  sockets: OwnSockets | null
  threads: ThreadWatch | null
  group: ProcessGroup
  missing: MissingPart[]
}

export interface CpuUse {
  /** CPU seconds in a second, children not counted. */
  userCores: number
  systemCores: number
  /** How many of its threads, in the mean, were ready to run and had no CPU; null where the kernel does not tell. */
  waitingThreads: number | null
}

/** Bytes and calls in a second. */
export interface IoRates {
  /** All that it read and wrote, also from the page cache, pipes and terminals; sockets only where read as files. */
  readPerSecond: number
  writtenPerSecond: number
  readCallsPerSecond: number
  writeCallsPerSecond: number
  /** What really came from disks and will go there. */
  diskReadPerSecond: number
  diskWrittenPerSecond: number
}

/** A file that could not be read, and what it would have told. */
export interface MissingPart {
  what: string
  path: string
  reason: MissingReason
}
