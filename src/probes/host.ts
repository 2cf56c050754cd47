import type { CpuFacts, Gathered, MemoryFacts, World } from '../core/index.ts'
import { gatherCpu } from './cpu.ts'
import { gatherLink, type LinkFacts } from './link.ts'
import { gatherMemory } from './memory.ts'
import { gatherStorage, type StorageFacts } from './storage.ts'

/** What this machine really has for us; each part is a fact or the reason why it is missing. */
export interface HostFacts {
  cpu: Gathered<CpuFacts>
  memory: Gathered<MemoryFacts>
  storage: Gathered<StorageFacts>
  network: Gathered<LinkFacts>
}

/** Container-true facts of this machine: CPUs, memory, the filesystem that holds `path` (absolute), and the way out. */
export function gatherHost(
  { files, platform, clock }: Pick<World, 'files' | 'platform' | 'clock'>,
  options: { path: string },
): HostFacts {
  const atMs = clock.epochMs()
  return {
    cpu: gatherCpu(files, platform, atMs),
    memory: gatherMemory(files, platform, atMs),
    storage: gatherStorage(files, options.path),
    network: gatherLink(files, platform),
  }
}
