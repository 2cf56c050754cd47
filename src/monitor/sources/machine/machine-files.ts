import type { Files } from '../../../core/index.ts'

/** The files of a machine, read now or as they came in a frame. */
export type MachineFiles = Pick<Files, 'text' | 'kernelText'>

/** What each look reads. */
export const lookFiles: readonly string[] = [
  '/proc/stat',
  '/proc/loadavg',
  '/proc/meminfo',
  '/proc/diskstats',
  '/proc/net/dev',
  '/proc/net/snmp',
  '/proc/pressure/cpu',
  '/proc/pressure/memory',
  '/proc/pressure/io',
]

/** What tells the limits, which change seldom. */
export const limitFiles: readonly string[] = [
  '/proc/self/cgroup',
  '/proc/self/mountinfo',
  '/proc/self/status',
  // Tells how large a page of memory is.
  '/proc/1/status',
  '/sys/devices/system/cpu/online',
  '/sys/class/net/*/device/uevent',
]

/** What limits and counts in a cgroup of either version. */
export const groupFiles: readonly string[] = [
  'cgroup.type',
  'cpu.max',
  'cpu.cfs_quota_us',
  'cpu.cfs_period_us',
  'cpu.stat',
  'cpuacct.usage',
  'cpuset.cpus',
  'cpuset.cpus.effective',
  'cpuset.effective_cpus',
  'memory.max',
  'memory.current',
  'memory.stat',
  'memory.limit_in_bytes',
  'memory.usage_in_bytes',
]

/** What `parse` makes of a file; null where it cannot be read or understood. */
export function parsedFile<T>(
  files: MachineFiles,
  path: string,
  parse: (text: string) => T | null,
): T | null {
  const text = files.kernelText(path)
  return text.ok ? parse(text.value) : null
}

/** The same files for probes that ask for text: those of the kernel are read in one call. */
export function kernelFiles(files: Pick<Files, 'kernelText'>): MachineFiles {
  const read: Files['kernelText'] = (path, maximumBytes) => files.kernelText(path, maximumBytes)
  return { text: read, kernelText: read }
}
