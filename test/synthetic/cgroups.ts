/** What a cgroup has used by now, and what it may. */
export interface GroupPlan {
  quotaCores: number | null
  /** Shares of its periods that were throttled, and the throttled time, a second. */
  throttledShare: number
  throttledSecondsPerSecond: number
  usageCores: number
  limitBytes: number | null
  usageBytes: number
  inactiveFileBytes: number
}

const periodUs = 100_000

/** The files of one group of cgroup v2 at `folder`, `up` seconds after it began. */
export function unifiedGroup(folder: string, plan: GroupPlan, up: number): Record<string, string> {
  const periods = Math.round(up * 10)
  return {
    [`${folder}/cpu.max`]: `${plan.quotaCores === null ? 'max' : Math.round(plan.quotaCores * periodUs)} ${periodUs}\n`,
    [`${folder}/cpu.stat`]: `usage_usec ${Math.round(plan.usageCores * up * 1e6)}\nuser_usec 0\nsystem_usec 0\nnr_periods ${periods}\nnr_throttled ${Math.round(periods * plan.throttledShare)}\nthrottled_usec ${Math.round(plan.throttledSecondsPerSecond * up * 1e6)}\n`,
    [`${folder}/memory.max`]: `${plan.limitBytes ?? 'max'}\n`,
    [`${folder}/memory.current`]: `${plan.usageBytes}\n`,
    [`${folder}/memory.stat`]: `anon ${plan.usageBytes - plan.inactiveFileBytes}\nfile ${plan.inactiveFileBytes}\ninactive_file ${plan.inactiveFileBytes}\n`,
    [`${folder}/memory.events`]: 'low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n',
    [`${folder}/pids.current`]: '12\n',
    [`${folder}/pids.max`]: 'max\n',
  }
}

/** The same group in the v1 hierarchies below /sys/fs/cgroup; `path` begins with a slash, or is empty for the root. */
export function legacyGroup(path: string, plan: GroupPlan, up: number): Record<string, string> {
  const periods = Math.round(up * 10)
  const cpu = `/sys/fs/cgroup/cpu,cpuacct${path}`
  const memory = `/sys/fs/cgroup/memory${path}`
  return {
    [`${cpu}/cpu.cfs_quota_us`]: `${plan.quotaCores === null ? -1 : Math.round(plan.quotaCores * periodUs)}\n`,
    [`${cpu}/cpu.cfs_period_us`]: `${periodUs}\n`,
    [`${cpu}/cpu.stat`]: `nr_periods ${plan.quotaCores === null ? 0 : periods}\nnr_throttled ${Math.round(periods * plan.throttledShare)}\nthrottled_time ${Math.round(plan.throttledSecondsPerSecond * up * 1e9)}\n`,
    [`${cpu}/cpuacct.usage`]: `${Math.round(plan.usageCores * up * 1e9)}\n`,
    [`${memory}/memory.limit_in_bytes`]: `${plan.limitBytes ?? '9223372036854771712'}\n`,
    [`${memory}/memory.usage_in_bytes`]: `${plan.usageBytes}\n`,
    [`${memory}/memory.stat`]: `cache ${plan.inactiveFileBytes}\ntotal_inactive_file ${plan.inactiveFileBytes}\nhierarchical_memory_limit ${plan.limitBytes ?? '9223372036854771712'}\n`,
    [`${memory}/memory.failcnt`]: '0\n',
    [`${memory}/memory.oom_control`]: 'oom_kill_disable 0\nunder_oom 0\noom_kill 0\n',
  }
}

/** /proc/self files of a machine whose groups are all v2. */
export const unifiedMounts = {
  '/proc/self/mountinfo': [
    '20 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw',
    '30 20 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate',
  ].join('\n'),
}

/** The same for v1 alone, as RHEL 8 boots. */
export const legacyMounts = {
  '/proc/self/mountinfo': [
    '20 1 253:0 / / rw,relatime shared:1 - xfs /dev/mapper/rhel-root rw',
    '28 20 0:25 / /sys/fs/cgroup ro,nosuid shared:8 - tmpfs tmpfs ro,mode=755',
    '30 28 0:27 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:10 - cgroup cgroup rw,cpu,cpuacct',
    '31 28 0:28 / /sys/fs/cgroup/memory rw,nosuid shared:11 - cgroup cgroup rw,memory',
    '32 28 0:29 / /sys/fs/cgroup/pids rw,nosuid shared:12 - cgroup cgroup rw,pids',
  ].join('\n'),
}
