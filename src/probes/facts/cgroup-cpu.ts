import type { CgroupCpu } from '../../core/index.ts'
import { parseCfsQuota, parseCpuMax } from '../cpu-quota.ts'
import { parseFlatKeyed } from '../flat-keyed.ts'
import type { CgroupPlaces } from './cgroup-tree.ts'
import { fileReader } from './file-reader.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

/** What one group may use and has used of the CPUs, by v1 and else by v2; null where neither says anything. */
export function cgroupCpu(
  files: Pick<SnapshotFiles, 'text'>,
  { cpu, cpuacct, unified }: CgroupPlaces['folders'],
): CgroupCpu | null {
  const legacy = legacyCpu(files, cpu, cpuacct)
  const modern = unifiedCpu(files, unified)
  if (legacy === null || modern === null) return legacy ?? modern
  return {
    quotaCores: legacy.quotaCores ?? modern.quotaCores,
    usageSeconds: legacy.usageSeconds ?? modern.usageSeconds,
    periods: legacy.periods ?? modern.periods,
    throttledPeriods: legacy.throttledPeriods ?? modern.throttledPeriods,
    throttledSeconds: legacy.throttledSeconds ?? modern.throttledSeconds,
  }
}

function legacyCpu(
  files: Pick<SnapshotFiles, 'text'>,
  cpu: string | undefined,
  cpuacct: string | undefined,
): CgroupCpu | null {
  const limits = fileReader(files, cpu)
  const usage = fileReader(files, cpuacct).number('cpuacct.usage')
  const quota = limits.text('cpu.cfs_quota_us')
  const period = limits.text('cpu.cfs_period_us')
  const stat = limits.parsed('cpu.stat', parseFlatKeyed)
  if (quota === null && stat === null && usage === null) return null
  const throttled = stat?.get('throttled_time') ?? null
  return {
    quotaCores: limit(quota === null ? null : parseCfsQuota(quota, period ?? '')),
    usageSeconds: usage === null ? null : usage / 1e9,
    periods: stat?.get('nr_periods') ?? null,
    throttledPeriods: stat?.get('nr_throttled') ?? null,
    throttledSeconds: throttled === null ? null : throttled / 1e9,
  }
}

function unifiedCpu(files: Pick<SnapshotFiles, 'text'>, folder: string | undefined): CgroupCpu | null {
  const reader = fileReader(files, folder)
  const quota = reader.text('cpu.max')
  const stat = reader.parsed('cpu.stat', parseFlatKeyed)
  if (quota === null && stat === null) return null
  const microseconds = (name: string): number | null => {
    const count = stat?.get(name)
    return count === undefined ? null : count / 1e6
  }
  return {
    quotaCores: limit(quota === null ? null : parseCpuMax(quota)),
    usageSeconds: microseconds('usage_usec'),
    periods: stat?.get('nr_periods') ?? null,
    throttledPeriods: stat?.get('nr_throttled') ?? null,
    throttledSeconds: microseconds('throttled_usec'),
  }
}

function limit(cores: number | null): number | null {
  return cores === null || !Number.isFinite(cores) ? null : cores
}
