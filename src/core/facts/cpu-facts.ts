/** Time since boot by kind, in seconds, of one CPU or of all; null where the kernel is too old to count it. */
export interface CpuTimes {
  /** Includes `guest`. */
  user: number
  /** Includes `guestNice`. */
  nice: number
  system: number
  idle: number
  iowait: number | null
  irq: number | null
  softirq: number | null
  steal: number | null
  guest: number | null
  guestNice: number | null
}

/** /proc/stat. */
export interface KernelStat {
  total: CpuTimes
  /** By CPU number; only those that are online. */
  perCpu: Record<number, CpuTimes>
  runningProcesses: number | null
  blockedProcesses: number | null
  forks: number | null
  /** Seconds since 1970. */
  bootTimeSeconds: number | null
}

/** /proc/loadavg. */
export interface LoadAverage {
  one: number
  five: number
  fifteen: number
  /** Threads that run or wait for a CPU now, and all threads. */
  runnable: number
  threads: number
}

/** One line of a pressure file; shares 0-1 of the last 10, 60 and 300 s. */
export interface Stall {
  avg10: number
  avg60: number
  avg300: number
  totalSeconds: number
}

/** /proc/pressure/* or a cgroup's *.pressure: some task stalled, all tasks stalled (null where the kernel has no such line). */
export interface Pressure {
  some: Stall
  full: Stall | null
}

/** /proc/schedstat, all CPUs together. */
export interface SchedulerTimes {
  runSeconds: number
  /** Time that runnable threads waited for a CPU, summed over them. */
  runDelaySeconds: number
}

export interface CpuFrequencyPolicy {
  cpu: number
  governor: string
  preference: string | null
}

/** Thermal throttling of one CPU since boot; null where the file is not there. */
export interface ThermalThrottle {
  cpu: number
  coreCount: number | null
  packageCount: number | null
  coreSeconds: number | null
  packageSeconds: number | null
}

/** Allocations of one NUMA node since boot, in pages. */
export interface NumaNode {
  node: number
  hit: number
  miss: number
  foreign: number
}
