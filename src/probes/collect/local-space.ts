import type { Files, MountFacts } from '../../core/index.ts'

/** What `df -P` and `df -Pi` would print of `mounts`, without running them. */
export function localSpace(
  files: Pick<Files, 'space'>,
  mounts: readonly MountFacts[],
): { space: string; inodes: string } {
  const space = ['Filesystem 1024-blocks Used Available Capacity Mounted on']
  const inodes = ['Filesystem Inodes IUsed IFree IUse% Mounted on']
  for (const { mountPoint, source } of mounts) {
    const found = files.space(mountPoint)
    // A line break in its name would make two lines of it.
    if (!found.ok || mountPoint.includes('\n')) continue
    const { totalBytes, usedBytes, availableBytes, inodes: nodes } = found.value
    const kib = (bytes: number): number => Math.round(bytes / 1024)
    const share = (used: number, all: number): string => (all > 0 ? `${Math.ceil((used * 100) / all)}%` : '-')
    const name = source === '' ? '-' : source
    space.push(
      `${name} ${kib(totalBytes)} ${kib(usedBytes)} ${kib(availableBytes)} ${share(usedBytes, usedBytes + availableBytes)} ${mountPoint}`,
    )
    const used = nodes.total - nodes.free
    inodes.push(`${name} ${nodes.total} ${used} ${nodes.free} ${share(used, nodes.total)} ${mountPoint}`)
  }
  return { space: `${space.join('\n')}\n`, inodes: `${inodes.join('\n')}\n` }
}
