import type { Pressure } from './cpu-facts.ts'

/** One cgroup; what its controllers do not tell is null. v1 hierarchies are joined by path. */
export interface CgroupFacts {
  /** From the root of the hierarchy as this namespace shows it: `/` or `/system.slice/x.service`. */
  path: string
  version: 1 | 2
  cpu: CgroupCpu | null
  memory: CgroupMemory | null
  pids: { current: number; maximum: number | null; refused: number | null } | null
  pressure: { cpu: Pressure | null; memory: Pressure | null; io: Pressure | null }
}

export interface CgroupCpu {
  /** Null: no quota of its own. */
  quotaCores: number | null
  usageSeconds: number | null
  periods: number | null
  throttledPeriods: number | null
  throttledSeconds: number | null
}

export interface CgroupMemory {
  /** Null: no limit of its own. */
  limitBytes: number | null
  usageBytes: number | null
  inactiveFileBytes: number | null
  /** v2 memory.events since the cgroup began; v1 states `oomKill` (memory.oom_control) and `failures` (memory.failcnt) only. */
  high: number | null
  max: number | null
  oom: number | null
  oomKill: number | null
  failures: number | null
}
