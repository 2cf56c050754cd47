import { cpuIllnesses } from './cpu-illnesses.ts'
import { busyDisk, diskIllnesses } from './disk-illnesses.ts'
import type { Illness } from './illness.ts'
import { memoryIllnesses, outOfMemory } from './memory-illnesses.ts'
import { networkIllnesses } from './network-illnesses.ts'
import { processIllnesses } from './process-illnesses.ts'

/** All of them; those that the kernel's averages remember for minutes come last. */
export const illnesses: readonly Illness[] = [
  ...diskIllnesses,
  ...processIllnesses,
  ...networkIllnesses,
  ...memoryIllnesses,
  ...busyDisk,
  ...cpuIllnesses,
  ...outOfMemory,
]
