/** How much CPU this process may use, and which rule says so. */
export interface CpuFacts {
  /** Logical CPUs that are online in the machine. */
  cores: number
  affinityCores: number | null
  cpusetCores: number | null
  cpusetPath: string | null
  /** The tightest quota of the own cgroup and its ancestors; it may be above `cores`. */
  quotaCores: number | null
  quotaPath: string | null
  /** The least of all the above. */
  effectiveCores: number
  because: string
  /** What could not be read and might lower `effectiveCores`: plain sentences. */
  doubts: string[]
}

/** How much memory this process may use, and which rule says so. */
export interface MemoryFacts {
  /** MemTotal of the machine. */
  totalBytes: number
  /** The tightest limit of the own cgroup and its ancestors that is below `totalBytes`. */
  limitBytes: number | null
  limitPath: string | null
  /** The lesser of the two. */
  effectiveBytes: number
  /** What can still be taken without swapping: MemAvailable, or less where a limit leaves less. */
  availableBytes: number | null
  because: string
  /** What could not be read and might lower `effectiveBytes`: plain sentences. */
  doubts: string[]
}

/** What machine it is. */
export interface SystemFacts {
  hostname: string
  /** `6.1.0-18-amd64`; empty where unknown. */
  kernel: string
  /** PRETTY_NAME of /etc/os-release; null where there is none. */
  distribution: string | null
  cpuModel: string | null
  pageBytes: number
  /** Whether we are inside a container, and what says so. */
  container: { inside: boolean; because: string }
}

/** One memory controller of EDAC. */
export interface MemoryController {
  name: string
  correctable: number
  uncorrectable: number
}

/** One line of the kernel log. */
export interface KernelMessage {
  /** Since boot. */
  atSeconds: number
  text: string
}

/** What timedatectl or chronyc say. */
export interface TimeSync {
  synchronized: boolean
  because: string
  /** Estimated distance from true time. */
  offsetSeconds: number | null
}

/** The remote clock against ours; true offset is within `offset` +- `uncertainty`. */
export interface ClockOffset {
  offsetSeconds: number
  uncertaintySeconds: number
}
