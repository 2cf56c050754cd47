import type { Files, Gathered } from '../core/index.ts'
import type { CgroupFolder } from './cgroup-folders.ts'
import { parseCpuList } from './cpu-list.ts'
import { parseCfsQuota, parseCpuMax } from './cpu-quota.ts'
import { readFact } from './read-fact.ts'

/** The CPU quota of each cgroup folder, in cores; Infinity where there is none. */
export function readQuotas(
  files: Pick<Files, 'text'>,
  folders: readonly CgroupFolder[],
): { path: string; found: Gathered<number> }[] {
  return folders.map((folder) => {
    if (folder.version === 2) {
      const path = `${folder.path}/cpu.max`
      return { path, found: readFact(files, path, parseCpuMax) }
    }
    const path = `${folder.path}/cpu.cfs_quota_us`
    const period = files.text(`${folder.path}/cpu.cfs_period_us`)
    return {
      path,
      found: readFact(files, path, (quota) => parseCfsQuota(quota, period.ok ? period.value : '')),
    }
  })
}

/** The CPUs that each cgroup folder allows; `absent` where it leaves that to its parent. */
export function readCpusets(
  files: Pick<Files, 'text'>,
  folders: readonly CgroupFolder[],
): { path: string; found: Gathered<ReadonlySet<number>> }[] {
  return folders.map((folder) => {
    if (folder.version === 2) return readCpuset(files, `${folder.path}/cpuset.cpus.effective`)
    const effective = readCpuset(files, `${folder.path}/cpuset.effective_cpus`)
    return effective.found.ok ? effective : readCpuset(files, `${folder.path}/cpuset.cpus`)
  })
}

function readCpuset(
  files: Pick<Files, 'text'>,
  path: string,
): { path: string; found: Gathered<ReadonlySet<number>> } {
  const found = readFact(files, path, parseCpuList)
  return { path, found: found.ok && found.value.size === 0 ? { ok: false, reason: 'absent' } : found }
}
