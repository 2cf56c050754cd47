import type { CpuTimes, Facts } from '../../core/index.ts'
import { pythonRounded } from './python-number.ts'

/** The guide's check_system_resources, by psutil's formulas; its GB are GiB, and its disk is that of `/`. */
export interface SystemResources {
  cpuUsagePercent: number | null
  memoryUsagePercent: number | null
  memoryAvailableGb: number | null
  diskUsagePercent: number | null
  diskFreeGb: number | null
  /** Of 1, 5 and 15 minutes. */
  loadAverage: readonly [one: number, five: number, fifteen: number] | null
}

/** The figures of the machine itself, whatever limits we run under: that is what psutil tells. */
export function systemResources(facts: Facts): SystemResources {
  const { loadAverage } = facts
  return {
    cpuUsagePercent: cpuUsage(facts),
    ...memory(facts),
    ...disk(facts),
    loadAverage: loadAverage.known
      ? [loadAverage.last.one, loadAverage.last.five, loadAverage.last.fifteen]
      : null,
  }
}

/** Everything but idle and iowait is use, the time that the hypervisor took included. */
function cpuUsage({ kernelStat, windowSeconds }: Facts): number | null {
  if (!kernelStat.known || kernelStat.first === null || windowSeconds === null) return null
  const [before, after] = [kernelStat.first.total, kernelStat.last.total]
  const grown = (key: keyof CpuTimes) => Math.max(0, (after[key] ?? 0) - (before[key] ?? 0))
  const busy = (['user', 'nice', 'system', 'irq', 'softirq', 'steal'] as const)
    .map(grown)
    .reduce((sum, part) => sum + part, 0)
  const all = busy + grown('idle') + grown('iowait')
  return all > 0 ? pythonRounded((busy / all) * 100) : null
}

const gib = 2 ** 30

function memory({ meminfo }: Facts): Pick<SystemResources, 'memoryUsagePercent' | 'memoryAvailableGb'> {
  const { MemTotal: total, MemAvailable: stated, MemFree: free } = meminfo.known ? meminfo.last : {}
  if (total === undefined || stated === undefined || total <= 0)
    return { memoryUsagePercent: null, memoryAvailableGb: null }
  // In some containers more is stated as available than there is.
  const available = stated > total ? (free ?? total) : stated
  return {
    memoryUsagePercent: pythonRounded(((total - available) / total) * 100),
    memoryAvailableGb: available / gib,
  }
}

function disk({ filesystems }: Facts): Pick<SystemResources, 'diskUsagePercent' | 'diskFreeGb'> {
  const root = filesystems.known ? filesystems.last.find(({ mountPoint }) => mountPoint === '/') : undefined
  if (root === undefined) return { diskUsagePercent: null, diskFreeGb: null }
  const reachable = root.usedBytes + root.availableBytes
  return {
    diskUsagePercent: reachable > 0 ? pythonRounded((root.usedBytes / reachable) * 100) : 0,
    diskFreeGb: root.availableBytes / gib,
  }
}
