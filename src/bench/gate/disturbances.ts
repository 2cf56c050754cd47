import type { World } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { loadPerCore, watchSteal } from '../cpu-contention.ts'

/** Above it other processes wait for the same CPUs. */
const busyShare = 1.5
const stolenShare = 0.02

/** Watches the machine from now on; the answer of the function handed back is a sentence for each thing that disturbed it. */
export function watchDisturbances(world: Pick<World, 'files'>, cores: number): () => string[] {
  const stealSince = watchSteal(world)
  const throttledBefore = throttledPeriods(world)
  return () => {
    const said: string[] = []
    const stolen = stealSince() ?? 0
    if (stolen > stolenShare)
      said.push(
        `The hypervisor gave ${formatQuantity(stolen, 'ratio')} of the CPU time to other machines: a dedicated one measures better.`,
      )
    const throttled = throttledPeriods(world) - throttledBefore
    if (throttled > 0)
      said.push(
        `The CPU quota of this container held it back ${throttled} times: raise the limit, or measure with fewer workers.`,
      )
    const load = loadPerCore(world, cores) ?? 0
    if (load > busyShare)
      said.push(
        `The load average was ${formatQuantity(load * cores)} on ${formatQuantity(cores, 'cores')}: other work ran meanwhile; close it and measure again.`,
      )
    return said
  }
}

/** Periods in which a quota held this cgroup back. */
function throttledPeriods({ files }: Pick<World, 'files'>): number {
  const cgroup = files.kernelText('/sys/fs/cgroup/cpu.stat', 1e5)
  return cgroup.ok ? Number(/^nr_throttled (\d+)$/m.exec(cgroup.value)?.[1] ?? 0) : 0
}
