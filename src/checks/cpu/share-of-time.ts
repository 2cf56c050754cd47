import type { CpuTimes, KernelStat } from '../../core/index.ts'

/** CPU time by kind between two samples, in seconds. */
export interface SpentTime {
  all: number
  busy: number
  user: number
  system: number
  /** Hard and soft interrupts. */
  interrupts: number
  iowait: number
  steal: number
}

/** The share (0-1) of all CPU time between two samples that `part` names; null where no time passed. */
export function shareOfTime(
  { first, last }: { first: KernelStat | null; last: KernelStat },
  part: (spent: SpentTime) => number,
): number | null {
  if (first === null) return null
  const spent = spentTime(first.total, last.total)
  return spent.all > 0 ? part(spent) / spent.all : null
}

/** What was spent between two samples; a counter that went back was reset and counts as nothing. */
export function spentTime(before: CpuTimes, after: CpuTimes): SpentTime {
  const grown = (key: keyof CpuTimes) => Math.max(0, (after[key] ?? 0) - (before[key] ?? 0))
  // guest is inside user and guestNice inside nice: adding them would count them twice.
  const user = grown('user') + grown('nice')
  const system = grown('system')
  const interrupts = grown('irq') + grown('softirq')
  const iowait = grown('iowait')
  const steal = grown('steal')
  const busy = user + system + interrupts
  return { all: busy + grown('idle') + iowait + steal, busy, user, system, interrupts, iowait, steal }
}

/** Why no share can be told. */
export const stoodStill = { unknown: 'The CPU counters of /proc/stat did not move between the two samples.' }
