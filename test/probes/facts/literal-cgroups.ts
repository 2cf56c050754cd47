import type { FactFile } from '../../../src/core/index.ts'

type LiteralFiles = Record<string, FactFile>

/** Where cgroup v2 is mounted. */
export const unifiedMount = '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate'

/** Where the hierarchies of cgroup v1 are mounted. */
export const legacyMounts = [
  '28 20 0:25 / /sys/fs/cgroup ro - tmpfs tmpfs ro,mode=755',
  '30 28 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
  '31 28 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
  '32 28 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids',
]

/** A machine of cgroup v2 whose own group is `own`. */
export function unified(own: string, files: LiteralFiles): LiteralFiles {
  return { '/proc/self/cgroup': `0::${own}\n`, '/proc/self/mountinfo': `${unifiedMount}\n`, ...files }
}

/** A machine of cgroup v1 whose own group is `own`. */
export function legacy(own: string, files: LiteralFiles, mounts: string[] = legacyMounts): LiteralFiles {
  return {
    '/proc/self/cgroup': `4:cpu,cpuacct:${own}\n3:memory:${own}\n2:pids:${own}\n1:name=systemd:/\n`,
    '/proc/self/mountinfo': `${mounts.join('\n')}\n`,
    ...files,
  }
}
