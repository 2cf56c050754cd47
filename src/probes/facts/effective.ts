import type { CpuFacts, Gathered, MemoryFacts } from '../../core/index.ts'
import { gatherCpu } from '../cpu.ts'
import { gatherMemory } from '../memory.ts'
import { type Found, found, nothing } from './found.ts'
import type { SampleView } from './sample-view.ts'

/** What affinity, cpuset and quotas leave of the CPUs. */
export function readEffectiveCpu(view: SampleView): Found<CpuFacts> {
  return limited(view, '/sys/devices/system/cpu/online', (atMs) =>
    gatherCpu(view.files, { os: 'linux', cores: () => 0 }, atMs),
  )
}

/** What the cgroups leave of the memory. */
export function readEffectiveMemory(view: SampleView): Found<MemoryFacts> {
  return limited(view, '/proc/meminfo', (atMs) =>
    gatherMemory(view.files, { os: 'linux', memoryBytes: () => 0 }, atMs),
  )
}

/** A first sample without the files of the limits would show a machine that has none. */
function limited<T>(view: SampleView, path: string, gather: (atMs: number) => Gathered<T>): Found<T> {
  if (view.files !== view.standing && !view.files.text('/proc/self/status').ok) return nothing(path)
  const gathered = gather(view.atMs)
  return gathered.ok ? found(path, gathered.value) : nothing(path, gathered.reason)
}
