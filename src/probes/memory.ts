import type { Files, Gathered, MemoryFacts, Platform } from '../core/index.ts'
import type { CgroupFolder } from './cgroup-folders.ts'
import { readCgroups } from './cgroups.ts'
import { parseMeminfo } from './meminfo.ts'
import { readHeadroom, readMemoryLimits } from './memory-limits.ts'
import { readFact } from './read-fact.ts'
import { tightestLimit } from './tightest-limit.ts'

/** The memory of this machine, and what the limits of the own cgroup and all its ancestors leave of it. */
export function gatherMemory(
  files: Pick<Files, 'text'>,
  platform: Pick<Platform, 'os' | 'memoryBytes'>,
  atMs: number,
): Gathered<MemoryFacts> {
  if (platform.os !== 'linux') return runtimeMemory(platform, atMs)
  const meminfo = readFact(files, '/proc/meminfo', parseMeminfo)
  if (!meminfo.ok) return meminfo
  const totalBytes = meminfo.value.get('MemTotal') ?? 0
  const { folders, doubts } = readCgroups(files)('memory')
  const limits = readMemoryLimits(files, folders)
  const tightest = tightestLimit(limits)
  const limit = tightest.limit !== null && tightest.limit.value < totalBytes ? tightest.limit : null
  const effectiveBytes = limit?.value ?? totalBytes
  const available = meminfo.value.get('MemAvailable')
  return {
    ok: true,
    atMs,
    value: {
      totalBytes,
      limitBytes: limit?.value ?? null,
      limitPath: limit?.path ?? null,
      effectiveBytes,
      availableBytes: least([
        available ?? null,
        effectiveBytes,
        ...headrooms(files, folders, limits, totalBytes),
      ]),
      because:
        limit === null
          ? `All ${gibibytes(totalBytes)} of MemTotal in /proc/meminfo may be used: no cgroup limit is tighter.`
          : `The memory limit in ${limit.path} allows ${gibibytes(limit.value)} of the ${gibibytes(totalBytes)} of MemTotal in /proc/meminfo.`,
      doubts: [...doubts, ...tightest.doubts],
    },
  }
}

function runtimeMemory(platform: Pick<Platform, 'memoryBytes'>, atMs: number): Gathered<MemoryFacts> {
  const totalBytes = platform.memoryBytes()
  if (!(totalBytes > 0)) return { ok: false, reason: 'unreadable' }
  const because = `The runtime states ${gibibytes(totalBytes)}; this system has no cgroups that could limit them.`
  const nothing = { limitBytes: null, limitPath: null, availableBytes: null }
  return {
    ok: true,
    atMs,
    value: { totalBytes, ...nothing, effectiveBytes: totalBytes, because, doubts: [] },
  }
}

/** What each limited folder leaves; null for one that limits and does not tell how much of it is in use. */
function headrooms(
  files: Pick<Files, 'text'>,
  folders: readonly CgroupFolder[],
  limits: readonly { found: Gathered<number> }[],
  totalBytes: number,
): (number | null)[] {
  return folders.flatMap((folder, index) => {
    const limit = limits[index]?.found
    return limit?.ok && limit.value < totalBytes ? [readHeadroom(files, folder, limit.value)] : []
  })
}

function least(values: readonly (number | null)[]): number | null {
  return values.reduce((low, value) => (low === null || value === null ? null : Math.min(low, value)))
}

function gibibytes(bytes: number): string {
  return `${Number((bytes / 2 ** 30).toPrecision(3))} GiB`
}
