/** The file descriptors of a process. */
export interface OpenFiles {
  count: number
  /** The soft limit; null for none or where it is not told. */
  limit: number | null
  /** How many of each kind: `socket`, `pipe`, `file`, `device`, `anon_inode`, `memory`, `other`. */
  kinds: Record<string, number>
  /** Files that were deleted and whose space is not free before they are closed. */
  deleted: number
  /** Of how many it is known what they are. */
  read: number
}

/** What the links of /proc/PID/fd lead to, by kind. */
export function fileKinds(links: readonly string[]): Pick<OpenFiles, 'kinds' | 'deleted'> {
  const kinds: Record<string, number> = {}
  let deleted = 0
  for (const link of links) {
    const kind = kindOf(link)
    kinds[kind] = (kinds[kind] ?? 0) + 1
    if (kind === 'file' && link.endsWith(' (deleted)')) deleted += 1
  }
  return { kinds, deleted }
}

/** The inode numbers of sockets among the links of /proc/PID/fd. */
export function socketInodes(links: readonly string[]): ReadonlySet<string> {
  return new Set(links.flatMap((link) => /^socket:\[(\d{1,20})\]$/.exec(link)?.[1] ?? []))
}

function kindOf(link: string): string {
  if (link.startsWith('socket:')) return 'socket'
  if (link.startsWith('pipe:')) return 'pipe'
  if (link.startsWith('anon_inode:')) return 'anon_inode'
  if (/^\/(?:memfd:|dev\/shm\/|SYSV)/.test(link)) return 'memory'
  if (link.startsWith('/dev/')) return 'device'
  return link.startsWith('/') ? 'file' : 'other'
}
