import type { CgroupMemory } from '../../core/index.ts'
import { parseByteCount } from '../byte-count.ts'
import { parseFlatKeyed } from '../flat-keyed.ts'
import type { CgroupPlaces } from './cgroup-tree.ts'
import { fileReader } from './file-reader.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

/** What one group may use and uses of the memory, by v1 where it has that controller, else by v2; null without both. */
export function cgroupMemory(
  files: Pick<SnapshotFiles, 'text'>,
  { memory, unified }: CgroupPlaces['folders'],
): CgroupMemory | null {
  return legacyMemory(files, memory) ?? unifiedMemory(files, unified)
}

function legacyMemory(files: Pick<SnapshotFiles, 'text'>, folder: string | undefined): CgroupMemory | null {
  const reader = fileReader(files, folder)
  const limit = reader.text('memory.limit_in_bytes')
  const usage = reader.text('memory.usage_in_bytes')
  const failures = reader.number('memory.failcnt')
  if (limit === null && usage === null && failures === null) return null
  const stat = reader.parsed('memory.stat', parseFlatKeyed)
  return {
    limitBytes: limitOf(limit),
    usageBytes: reader.number('memory.usage_in_bytes'),
    // Without use_hierarchy it counts the group alone.
    inactiveFileBytes: stat?.get('total_inactive_file') ?? stat?.get('inactive_file') ?? null,
    high: null,
    max: null,
    oom: null,
    oomKill: reader.parsed('memory.oom_control', parseFlatKeyed)?.get('oom_kill') ?? null,
    failures,
  }
}

function unifiedMemory(files: Pick<SnapshotFiles, 'text'>, folder: string | undefined): CgroupMemory | null {
  const reader = fileReader(files, folder)
  const limit = reader.text('memory.max')
  const usage = reader.text('memory.current')
  const events = reader.parsed('memory.events', parseFlatKeyed)
  if (limit === null && usage === null && events === null) return null
  return {
    limitBytes: limitOf(limit),
    usageBytes: reader.number('memory.current'),
    inactiveFileBytes: reader.parsed('memory.stat', parseFlatKeyed)?.get('inactive_file') ?? null,
    high: events?.get('high') ?? null,
    max: events?.get('max') ?? null,
    oom: events?.get('oom') ?? null,
    oomKill: events?.get('oom_kill') ?? null,
    failures: null,
  }
}

function limitOf(text: string | null): number | null {
  const bytes = text === null ? null : parseByteCount(text)
  return bytes === null || !Number.isFinite(bytes) ? null : bytes
}
