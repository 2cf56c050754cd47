import type { CpuTimes, DiskCounters, InterfaceCounters, Pressure } from '../../../core/index.ts'
import {
  type CgroupFolder,
  parseFlatKeyed,
  parseInterfaceCounters,
  parseKernelStat,
  parseLoadAverage,
  parseMeminfo,
  parsePressure,
  parseProtocolCounters,
  readHeadroom,
  readWorkingSet,
  wholeDisks,
} from '../../../probes/index.ts'
import { type MachineFiles, parsedFile } from './machine-files.ts'
import type { MachineLimits } from './machine-limits.ts'

/** What a machine has counted at one moment; null is what it does not tell. */
export interface MachineLook {
  /** On a clock that never steps: the time since it booted, or our own. */
  atSeconds: number
  cpu: CpuTimes | null
  load: number | null
  memory: { availableBytes: number | null; swapUsedBytes: number | null } | null
  disks: ReadonlyMap<string, DiskCounters> | null
  interfaces: ReadonlyMap<string, InterfaceCounters> | null
  pressure: Readonly<Record<'cpu' | 'memory' | 'io', Pressure | null>>
  retransmitted: number | null
  groupCpu: { usedSeconds: number | null; periods: number | null; throttled: number | null } | null
  /** Without page cache that can be dropped. */
  groupMemoryBytes: number | null
}

/** Looks at the machine that `files` are of, at `atSeconds`. */
export function lookAtMachine(files: MachineFiles, limits: MachineLimits, atSeconds: number): MachineLook {
  const read = <T>(path: string, parse: (text: string) => T | null): T | null =>
    parsedFile(files, path, parse)
  return {
    atSeconds,
    // The lines of single CPUs and of interrupts may be thousands: what is told stands in the first.
    cpu: read('/proc/stat', (text) => parseKernelStat(text.slice(0, text.indexOf('\n') + 1)))?.total ?? null,
    load: read('/proc/loadavg', parseLoadAverage)?.one ?? null,
    memory: memoryIn(files, limits),
    disks: read('/proc/diskstats', wholeDisks),
    interfaces: read('/proc/net/dev', parseInterfaceCounters),
    pressure: {
      cpu: read('/proc/pressure/cpu', parsePressure),
      memory: read('/proc/pressure/memory', parsePressure),
      io: read('/proc/pressure/io', parsePressure),
    },
    retransmitted: read('/proc/net/snmp', parseProtocolCounters)?.['Tcp']?.['RetransSegs'] ?? null,
    groupCpu: limits.cpuGroup === null ? null : groupCpu(files, limits.cpuGroup.folder),
    groupMemoryBytes: limits.memoryGroup === null ? null : readWorkingSet(files, limits.memoryGroup.folder),
  }
}

function memoryIn(files: MachineFiles, { memoryBytes, limited }: MachineLimits): MachineLook['memory'] {
  const meminfo = parsedFile(files, '/proc/meminfo', parseMeminfo)
  if (meminfo === null) return null
  const swapTotal = meminfo.get('SwapTotal')
  const swapFree = meminfo.get('SwapFree')
  const left = [
    meminfo.get('MemAvailable') ?? null,
    memoryBytes,
    ...limited.map(({ folder, bytes }) => readHeadroom(files, folder, bytes)),
  ]
  return {
    availableBytes: left.reduce((least, one) =>
      least === null || one === null ? null : Math.min(least, one),
    ),
    swapUsedBytes:
      swapTotal === undefined || swapFree === undefined ? null : Math.max(0, swapTotal - swapFree),
  }
}

function groupCpu(files: MachineFiles, { version, path }: CgroupFolder): MachineLook['groupCpu'] {
  const stat = parsedFile(files, `${path}/cpu.stat`, parseFlatKeyed)
  return {
    usedSeconds:
      version === 2
        ? scaled(stat?.get('usage_usec'), 1e6)
        : scaled(parsedFile(files, `${path}/cpuacct.usage`, wholeIn), 1e9),
    periods: stat?.get('nr_periods') ?? null,
    throttled: stat?.get('nr_throttled') ?? null,
  }
}

function wholeIn(text: string): number | null {
  return /^\d{1,20}$/.test(text.trim()) ? Number(text) : null
}

function scaled(count: number | null | undefined, unit: number): number | null {
  return count == null ? null : count / unit
}
