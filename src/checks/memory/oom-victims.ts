import type { Fact, KernelMessage } from '../../core/index.ts'

/** A process that the kernel killed for want of memory. */
export interface OomVictim {
  /** `name (pid 123)`. */
  process: string
  atSeconds: number
  /** The cgroup whose limit was reached; null where it was the machine, or where the kernel is too old to tell. */
  cgroup: string | null
}

const recentSeconds = 1800

/** Victims that the kernel log names within its last 30 minutes; null where the log is not known. */
export function oomVictims(kernelLog: Fact<KernelMessage[]>, uptime: Fact<number>): OomVictim[] | null {
  if (!kernelLog.known) return null
  const messages = kernelLog.last
  const now = uptime.known ? uptime.last : Math.max(0, ...messages.map(({ atSeconds }) => atSeconds))
  const cgroups = new Map(messages.flatMap(({ text }) => cgroupOf(text)))
  return messages.flatMap(({ atSeconds, text }) => {
    const match = /\bKilled process (\d{1,10}) \((.*?)\)(?=[, ]|$)/.exec(text)
    if (match === null || now - atSeconds > recentSeconds) return []
    const [, pid = '', name = ''] = match
    return [{ process: `${name} (pid ${pid})`, atSeconds, cgroup: cgroups.get(pid) ?? null }]
  })
}

/** The line before the kill tells the group: `oom-kill:constraint=CONSTRAINT_MEMCG,...,oom_memcg=/a,...,pid=12,uid=0`. */
function cgroupOf(text: string): [pid: string, cgroup: string][] {
  const match = /\boom-kill:.*\boom_memcg=([^,]+),.*\bpid=(\d{1,10}),uid=/.exec(text)
  return match?.[1] === undefined || match[2] === undefined ? [] : [[match[2], match[1]]]
}
