import type { CgroupFacts } from './cgroup-facts.ts'
import type {
  CpuFrequencyPolicy,
  KernelStat,
  LoadAverage,
  NumaNode,
  Pressure,
  SchedulerTimes,
  ThermalThrottle,
} from './cpu-facts.ts'
import type {
  DiskFacts,
  FilesystemFacts,
  FstabEntry,
  FsyncProbe,
  MountFacts,
  NetworkMount,
  RaidArray,
  SpaceHistory,
} from './disk-facts.ts'
import type { Fact } from './fact.ts'
import type {
  ConntrackFacts,
  InterfaceFacts,
  ProtocolCounters,
  SocketUse,
  SoftnetCpu,
  TcpSockets,
} from './network-facts.ts'
import type { NodeRuntimeFacts } from './node-facts.ts'
import type { ProcessList } from './process-facts.ts'
import type {
  ClockOffset,
  CpuFacts,
  KernelMessage,
  MachineInventory,
  MemoryController,
  MemoryFacts,
  SystemFacts,
  TimeSync,
} from './system-facts.ts'

/** Every fact that a check may ask for, by name. */
export interface FactTypes {
  system: SystemFacts
  /** Only where it is asked for, or where there is no /proc. */
  inventory: MachineInventory
  uptimeSeconds: number
  kernelStat: KernelStat
  loadAverage: LoadAverage
  /** What affinity, cpuset and quotas leave. */
  effectiveCpu: CpuFacts
  effectiveMemory: MemoryFacts
  cpuPressure: Pressure
  memoryPressure: Pressure
  ioPressure: Pressure
  schedulerTimes: SchedulerTimes
  /** The cgroup that we run in; absent where none is shown. */
  ownCgroup: CgroupFacts
  /** The ancestors of the own cgroup, nearest first. */
  cgroupAncestors: CgroupFacts[]
  /** Every cgroup that can be seen below the mount, the own one included, without the root; at most 1,000. */
  cgroups: CgroupFacts[]
  /** By name, in bytes (plain counts as they are). */
  meminfo: Record<string, number>
  /** By name; pages or events since boot. */
  vmstat: Record<string, number>
  /** The word in brackets. */
  transparentHugePages: string
  numaNodes: NumaNode[]
  cpuFrequency: CpuFrequencyPolicy[]
  thermalThrottles: ThermalThrottle[]
  memoryControllers: MemoryController[]
  disks: DiskFacts[]
  mounts: MountFacts[]
  fstab: FstabEntry[]
  filesystems: FilesystemFacts[]
  networkMounts: NetworkMount[]
  raidArrays: RaidArray[]
  fsyncProbe: FsyncProbe
  interfaces: InterfaceFacts[]
  /** /proc/net/snmp: Ip, Icmp, Tcp, Udp. */
  snmp: ProtocolCounters
  /** /proc/net/netstat: TcpExt, IpExt. */
  netstat: ProtocolCounters
  socketUse: SocketUse
  tcpSockets: TcpSockets
  softnet: SoftnetCpu[]
  conntrack: ConntrackFacts
  /** By dotted name (`vm.swappiness`), as written; those that could not be read are not in it. */
  sysctls: Record<string, string>
  fileHandles: { allocated: number; maximum: number }
  processes: ProcessList
  clockSource: { current: string; available: string[] }
  kernelLog: KernelMessage[]
  failedUnits: string[]
  timeSync: TimeSync
  clockOffset: ClockOffset
  /** Only of `diagnose process --attach`. */
  nodeRuntime: NodeRuntimeFacts
  /** Only of `diagnose --recording`. */
  spaceHistory: SpaceHistory[]
}

export type FactName = keyof FactTypes

/** All facts of one machine over one window. */
export type Facts = { [K in FactName]: Fact<FactTypes[K]> } & {
  /** Between the two samples by the machine's own uptime; null for a single sample or a still picture. */
  readonly windowSeconds: number | null
}
