// The parts of a round of the host suite, in the order in which they run: a new one is one file and one line.
import type { HostProbe } from '../probe.ts'
import { cpuAllCores, cpuOneCore } from './cpu.ts'
import { disk } from './disk.ts'
import { loopback } from './loopback.ts'
import { memory } from './memory.ts'
import { spawn } from './spawn.ts'
import { timers } from './timers.ts'

export const hostProbes: readonly HostProbe[] = [
  cpuOneCore,
  cpuAllCores,
  memory,
  disk,
  loopback,
  timers,
  spawn,
]
