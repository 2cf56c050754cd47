import type { MissingReason } from '../gathered.ts'

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

/** What a machine is made of; null where neither its firmware nor its system tells. It holds no serial number. */
export interface MachineInventory {
  manufacturer: string | null
  model: string | null
  board: string | null
  /** What the machine itself runs on, where it is a virtual one and says so. */
  hypervisor: string | null
  cpu: { brand: string | null; sockets: number | null; cores: number | null; threads: number | null }
  /** Those that are plugged in. */
  memoryModules: MemoryModule[] | null
  disks: DiskDevice[] | null
  /** Why a part was not told, by its name. */
  missing: Partial<Record<'system' | 'board' | 'cpu' | 'modules' | 'disks', MissingReason>>
}

/** One memory module. */
export interface MemoryModule {
  sizeBytes: number
  /** `DDR4`. */
  type: string | null
  formFactor: string | null
  manufacturer: string | null
  /** Transfers a second. */
  transfersPerSecond: number | null
}

/** One disk as a device, whatever is on it. */
export interface DiskDevice {
  /** `/dev/sda`. */
  device: string | null
  model: string | null
  /** `SSD`, `HD` or `NVMe`. */
  type: string | null
  /** `SATA`, `PCIe`. */
  bus: string | null
  sizeBytes: number | null
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
