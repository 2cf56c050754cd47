/** One process; what only its owner or root may read is null for others, as is what was left out on a machine with very many. */
export interface ProcessFacts {
  pid: number
  parentPid: number
  /** comm: at most 15 characters, any of them. */
  name: string
  /** One letter: R S D Z T t X I. */
  state: string
  isKernelThread: boolean
  threads: number
  /** -20 (goes first) to 19 (gives way). */
  nice: number
  /** With `pid`, what tells it from a later process of the same number. */
  startSeconds: number
  userSeconds: number
  systemSeconds: number
  majorFaults: number
  residentBytes: number
  /** Time waited for block I/O; 0 where delay accounting is off. */
  blockIoSeconds: number
  /** The command line, secrets masked; empty for kernel threads. */
  command: string | null
  cgroup: string | null
  runDelaySeconds: number | null
  readBytes: number | null
  writtenBytes: number | null
  openFiles: number | null
  /** The soft limit; Infinity for none. */
  openFilesLimit: number | null
  /** The kernel function that it waits in. */
  waitsIn: string | null
  /** Chosen variables only, secrets masked: NODE_OPTIONS, UV_THREADPOOL_SIZE. */
  environment: Record<string, string> | null
}

export interface ProcessList {
  processes: ProcessFacts[]
  /** How many there are details of; the others have only what /proc/PID/stat tells. */
  detailed: number
}
