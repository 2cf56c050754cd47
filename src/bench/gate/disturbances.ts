import type { World } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** What the kernel counts of others' use of this machine. */
interface Look {
  /** Jiffies of all CPUs, and of those that the hypervisor gave to others. */
  total: number
  steal: number
  /** Periods in which a quota held this cgroup back. */
  throttled: number
  load: number | null
}

/** Above it other processes wait for the same CPUs. */
const busyShare = 1.5
const stolenShare = 0.02

/** Watches the machine from now on; the answer of the function handed back is a sentence for each thing that disturbed it. */
export function watchDisturbances(world: Pick<World, 'files'>, cores: number): () => string[] {
  const before = lookAt(world)
  return () => {
    const after = lookAt(world)
    const said: string[] = []
    const stolen = (after.steal - before.steal) / Math.max(1, after.total - before.total)
    if (stolen > stolenShare)
      said.push(
        `The hypervisor gave ${formatQuantity(stolen, 'ratio')} of the CPU time to other machines: a dedicated one measures better.`,
      )
    if (after.throttled > before.throttled)
      said.push(
        `The CPU quota of this container held it back ${after.throttled - before.throttled} times: raise the limit, or measure with fewer workers.`,
      )
    if (after.load !== null && after.load > busyShare * cores)
      said.push(
        `The load average was ${formatQuantity(after.load)} on ${formatQuantity(cores, 'cores')}: other work ran meanwhile; close it and measure again.`,
      )
    return said
  }
}

function lookAt({ files }: Pick<World, 'files'>): Look {
  const stat = files.kernelText('/proc/stat', 1e6)
  const cpu = stat.ok ? (/^cpu +(.*)$/m.exec(stat.value)?.[1] ?? '').split(' ').map(Number) : []
  const cgroup = files.kernelText('/sys/fs/cgroup/cpu.stat', 1e5)
  const load = files.kernelText('/proc/loadavg', 1000)
  return {
    // Guest time is part of user time.
    total: cpu.slice(0, 8).reduce((sum, value) => sum + value, 0),
    steal: cpu[7] ?? 0,
    throttled: cgroup.ok ? Number(/^nr_throttled (\d+)$/m.exec(cgroup.value)?.[1] ?? 0) : 0,
    load: load.ok ? Number(load.value.split(' ')[0]) : null,
  }
}
