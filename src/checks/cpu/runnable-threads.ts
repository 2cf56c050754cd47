import type { CpuFacts, Fact, KernelStat, LoadAverage, ProcessList, SystemFacts } from '../../core/index.ts'
import { isInside } from '../cgroups.ts'

/** How many threads ran or wanted to, at both ends of the window, and the CPUs that they had. */
export interface RunnableThreads {
  first: number
  last: number
  mean: number
  cores: number
}

/**
 * The machine's own count against its CPUs. Inside a container that may use fewer, that count is of everybody: there the
 * processes that are seen to run are compared with what the container may use. Null where neither is told.
 */
export function runnableThreads({
  kernelStat,
  effectiveCpu,
  processes,
  loadAverage,
  system,
}: {
  kernelStat: { last: KernelStat; first: KernelStat | null }
  effectiveCpu: { last: CpuFacts }
  processes: Fact<ProcessList>
  loadAverage: Fact<LoadAverage>
  system: Fact<SystemFacts>
}): RunnableThreads | null {
  const { cores, effectiveCores } = effectiveCpu.last
  if (isInside(system) && effectiveCores < cores) {
    if (!processes.known) return null
    const last = runningIn(processes.last)
    return between(processes.first === null ? last : runningIn(processes.first), last, effectiveCores)
  }
  const told = loadAverage.known ? loadAverage : null
  const last = kernelStat.last.runningProcesses ?? told?.last.runnable ?? null
  const first = kernelStat.first?.runningProcesses ?? told?.first?.runnable ?? last
  return last === null || first === null ? null : between(first, last, cores)
}

function runningIn({ processes }: ProcessList): number {
  return processes.filter(({ state }) => state === 'R').length
}

function between(first: number, last: number, cores: number): RunnableThreads {
  return { first, last, mean: (first + last) / 2, cores }
}
