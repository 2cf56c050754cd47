import type { Files, Gathered } from '../core/index.ts'
import { parseByteCount } from './byte-count.ts'
import type { CgroupFolder } from './cgroup-folders.ts'
import { parseFlatKeyed } from './flat-keyed.ts'
import { readFact } from './read-fact.ts'

/** The memory limit of each cgroup folder, in bytes; Infinity where there is none. */
export function readMemoryLimits(
  files: Pick<Files, 'text'>,
  folders: readonly CgroupFolder[],
): { path: string; found: Gathered<number> }[] {
  const written = folders.map((folder) => {
    const path = `${folder.path}/${folder.version === 2 ? 'memory.max' : 'memory.limit_in_bytes'}`
    return { path, found: readFact(files, path, parseByteCount) }
  })
  return [...written, ...inherited(files, folders[0])]
}

/** Bytes that the process can still take in this folder: its limit less the working set; null when it cannot be told. */
export function readHeadroom(
  files: Pick<Files, 'text'>,
  folder: CgroupFolder,
  limitBytes: number,
): number | null {
  const workingSet = readWorkingSet(files, folder)
  return workingSet === null ? null : Math.max(0, limitBytes - workingSet)
}

/** Bytes that the folder uses without page cache that can be dropped; null when it cannot be told. */
export function readWorkingSet(files: Pick<Files, 'text'>, folder: CgroupFolder): number | null {
  const [usageName, cacheName] =
    folder.version === 2
      ? ['memory.current', 'inactive_file']
      : ['memory.usage_in_bytes', 'total_inactive_file']
  const usage = readFact(files, `${folder.path}/${usageName}`, parseByteCount)
  const stat = readFact(files, `${folder.path}/memory.stat`, parseFlatKeyed)
  if (!usage.ok || !stat.ok) return null
  return Math.max(0, usage.value - (stat.value.get(cacheName) ?? 0))
}

/** cgroup v1 also states the least limit of all ancestors, even of those above a container's mount. */
function inherited(
  files: Pick<Files, 'text'>,
  own: CgroupFolder | undefined,
): { path: string; found: Gathered<number> }[] {
  if (own?.version !== 1) return []
  const path = `${own.path}/memory.stat`
  const stat = readFact(files, path, parseFlatKeyed)
  if (!stat.ok) return [{ path, found: stat }]
  const bytes = stat.value.get('hierarchical_memory_limit')
  return bytes === undefined ? [] : [{ path, found: { ok: true, value: bytes, atMs: stat.atMs } }]
}
