import type { Files, Platform } from '../../core/index.ts'
import { readCgroups } from '../cgroups.ts'
import { gatherCpu } from '../cpu.ts'
import { parseFlatKeyed } from '../flat-keyed.ts'
import { gatherMemory } from '../memory.ts'
import { readHeadroom } from '../memory-limits.ts'

/** The cgroup of a process, and what it and the groups above it leave it. */
export interface ProcessGroup {
  path: string | null
  /** CPUs that it may use, by affinity, cpuset and quota; null where that cannot be told. */
  effectiveCores: number | null
  quotaCores: number | null
  /** Share (0-1) of the periods of its CPU quota in which it was stopped for the rest; null without a quota or a window. */
  throttledShare: number | null
  memoryLimitBytes: number | null
  /** What the limited group uses of it, page cache that can be dropped left out. */
  memoryUsedBytes: number | null
}

/** Periods of the CPU quota since the group began; null where there is no quota. */
export interface QuotaPeriods {
  all: number
  throttled: number
}

type Machine = Pick<Platform, 'os' | 'cores' | 'memoryBytes'>

/** What the cgroups of the process `pid` allow it; throttling between `before` and now. */
export function processGroup(
  files: Pick<Files, 'kernelText'>,
  platform: Machine,
  { pid, path, before }: { pid: number; path: string | null; before: QuotaPeriods | null },
): ProcessGroup {
  const theirs = filesOf(files, pid)
  const cpu = gatherCpu(theirs, platform, 0)
  const memory = gatherMemory(theirs, platform, 0)
  const limit = memory.ok ? memory.value.limitBytes : null
  const folder = memory.ok ? folderOf(theirs, memory.value.limitPath) : undefined
  const left = limit === null || folder === undefined ? null : readHeadroom(theirs, folder, limit)
  return {
    path,
    effectiveCores: cpu.ok ? cpu.value.effectiveCores : null,
    quotaCores: cpu.ok ? cpu.value.quotaCores : null,
    throttledShare: throttledShare(before, quotaPeriods(files, platform, pid)),
    memoryLimitBytes: limit,
    memoryUsedBytes: limit === null || left === null ? null : limit - left,
  }
}

/** The periods of the tightest quota that the process `pid` is under. */
export function quotaPeriods(
  files: Pick<Files, 'kernelText'>,
  platform: Machine,
  pid: number,
): QuotaPeriods | null {
  const theirs = filesOf(files, pid)
  const cpu = gatherCpu(theirs, platform, 0)
  const path = cpu.ok ? cpu.value.quotaPath : null
  const text = path === null ? null : theirs.text(`${path.slice(0, path.lastIndexOf('/'))}/cpu.stat`)
  return text?.ok ? parseQuotaPeriods(text.value) : null
}

/** From the cpu.stat of a cgroup of either version; null where it counts none. */
export function parseQuotaPeriods(text: string): QuotaPeriods | null {
  const values = parseFlatKeyed(text)
  const all = values?.get('nr_periods')
  const throttled = values?.get('nr_throttled')
  return all === undefined || throttled === undefined ? null : { all, throttled }
}

/** Null where either look has no periods, none passed, or they began anew. */
export function throttledShare(before: QuotaPeriods | null, after: QuotaPeriods | null): number | null {
  if (before === null || after === null) return null
  const all = after.all - before.all
  const throttled = after.throttled - before.throttled
  return all <= 0 || throttled < 0 ? null : Math.min(throttled / all, 1)
}

/** The files as that process would see its own; what is mounted is looked up in our own view, where they are read. */
function filesOf(files: Pick<Files, 'kernelText'>, pid: number): Pick<Files, 'text'> {
  return {
    text: (path, maximumBytes) =>
      files.kernelText(path.replace(/^\/proc\/self\/(cgroup|status)$/, `/proc/${pid}/$1`), maximumBytes),
  }
}

function folderOf(files: Pick<Files, 'text'>, limitPath: string | null) {
  const path = limitPath?.slice(0, limitPath.lastIndexOf('/'))
  return readCgroups(files)('memory').folders.find((folder) => folder.path === path)
}
