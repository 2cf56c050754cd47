/** One line of /proc/PID/cgroup. */
export interface Membership {
  /** 0 is the unified hierarchy of cgroup v2. */
  hierarchy: number
  /** Of cgroup v1, co-mounted ones together; a named hierarchy shows as `name=systemd`. */
  controllers: string[]
  /** From the root of the reader's cgroup namespace; begins with `/..` outside it. */
  path: string
}

/** The cgroups of a process in /proc/PID/cgroup, in their order; null when there is not one. */
export function parseProcessCgroups(text: string): Membership[] | null {
  const memberships = [...text.matchAll(/^(\d{1,10}):([^:\n]*):(\/[^\n]*)$/gm)].map((match) => ({
    hierarchy: Number(match[1]),
    controllers: (match[2] ?? '').split(',').filter((controller) => controller !== ''),
    path: (match[3] ?? '').replace(/ \(deleted\)$/, ''),
  }))
  return memberships.length === 0 ? null : memberships
}
