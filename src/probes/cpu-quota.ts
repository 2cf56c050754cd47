/** Cores that a cgroup v2 `cpu.max` allows (`50000 100000` is 0.5, `max 100000` Infinity); null when damaged. */
export function parseCpuMax(text: string): number | null {
  const match = /^(max|\d{1,20}) (\d{1,20})$/.exec(text.trim())
  if (match === null) return null
  const period = Number(match[2])
  if (match[1] === 'max') return period > 0 ? Number.POSITIVE_INFINITY : null
  const quota = Number(match[1])
  return quota > 0 && period > 0 ? quota / period : null
}

/** Cores that the v1 pair `cpu.cfs_quota_us` and `cpu.cfs_period_us` allows; Infinity without a quota, null when damaged. */
export function parseCfsQuota(quotaText: string, periodText: string): number | null {
  const quota = microseconds(quotaText)
  const period = microseconds(periodText)
  if (quota === null) return null
  // -1 is no quota; old kernels show 0 in the root group, where none can be set.
  if (quota <= 0) return Number.POSITIVE_INFINITY
  return period === null || period <= 0 ? null : quota / period
}

function microseconds(text: string): number | null {
  return /^-?\d{1,20}$/.test(text.trim()) ? Number(text) : null
}
