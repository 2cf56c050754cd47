import type { CgroupFacts, CpuFacts, Fact, MemoryFacts, ProcessFacts, SystemFacts } from '../../core/index.ts'
import { isInside, isWithin, type SeenCgroup, seenCgroups, thisContainer, tightest } from '../cgroups.ts'

/** What a limit may be read from. */
export interface LimitFacts {
  cgroups: Fact<CgroupFacts[]>
  ownCgroup: Fact<CgroupFacts>
  system: Fact<SystemFacts>
}

/** A limit that is tighter than the machine, and whose it is. */
export interface ProcessLimit {
  value: number
  /** Its path, or `this container`. */
  group: string
}

/** For each process the CPUs (cores) that its cgroups leave it; null where that is all of the machine. */
export function cpuLimits(
  facts: LimitFacts & { effectiveCpu: { last: CpuFacts } },
): (process: ProcessFacts) => ProcessLimit | null {
  const { cores, effectiveCores } = facts.effectiveCpu.last
  return limits(facts, { machine: cores, own: effectiveCores, of: ({ cpu }) => cpu?.quotaCores ?? null })
}

/** For each process the memory (bytes) that its cgroups leave it; null where that is all of the machine. */
export function memoryLimits(
  facts: LimitFacts & { effectiveMemory: { last: MemoryFacts } },
): (process: ProcessFacts) => ProcessLimit | null {
  const { totalBytes, effectiveBytes } = facts.effectiveMemory.last
  return limits(facts, {
    machine: totalBytes,
    own: effectiveBytes,
    of: ({ memory }) => memory?.limitBytes ?? null,
  })
}

function limits(
  { cgroups, ownCgroup, system }: LimitFacts,
  limit: { machine: number; own: number; of: (group: CgroupFacts) => number | null },
): (process: ProcessFacts) => ProcessLimit | null {
  const groups: SeenCgroup[] = cgroups.known ? seenCgroups({ cgroups, ownCgroup, system }) : []
  const inside = isInside(system)
  const own = ownCgroup.known ? ownCgroup.last.path : '/'
  return ({ cgroup }) => {
    const isOurs = inside && (cgroup === null || isWithin(cgroup, own))
    const seen = cgroup === null ? null : tightest(groups, cgroup, limit.of)
    const found = [
      ...(seen === null ? [] : [{ value: seen.value, group: seen.group.name }]),
      ...(isOurs ? [{ value: limit.own, group: thisContainer }] : []),
    ]
    const [least] = found
      .filter(({ value }) => value > 0 && value < limit.machine)
      .toSorted((a, b) => a.value - b.value)
    return least ?? null
  }
}
