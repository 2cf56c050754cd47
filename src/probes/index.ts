// Read-only looks at this machine, container-true and without a fork: files are read here, their texts parsed by pure functions.
export type { CgroupFolder } from './cgroup-folders.ts'
export { readCgroups } from './cgroups.ts'
export {
  type Collected,
  type CollectOptions,
  collectLocal,
  collectRemote,
  isCutShort,
  type LoopWish,
  type MachineFrame,
  maskArguments,
  nameOf,
  openMachineLoop,
  type RemoteTarget,
  realMounts,
} from './collect/index.ts'
export { gatherCpu } from './cpu.ts'
export { processKind, takeCpuProfile } from './cpu-profile/index.ts'
export {
  factsOf,
  pageBytes,
  parseDiskFree,
  parseInterfaceCounters,
  parseKernelStat,
  parseLoadAverage,
  parsePressure,
  parseProcessStat,
  parseProtocolCounters,
  wholeDisks,
} from './facts/index.ts'
export { parseFlatKeyed } from './flat-keyed.ts'
export { sampleHeap, snapshotHeap } from './heap/index.ts'
export { gatherHost, type HostFacts } from './host.ts'
export { fingerprintMachine } from './machine.ts'
export { parseMeminfo } from './meminfo.ts'
export { gatherMemory } from './memory.ts'
export { readHeadroom, readMemoryLimits, readWorkingSet } from './memory-limits.ts'
export { mountOf } from './mount-of.ts'
export { parseMountinfo } from './mountinfo.ts'
export {
  followNodeRuntime,
  type NodeRuntimeFollower,
  nodeRuntimeFacts,
  watchNodeRuntime,
} from './node-runtime/index.ts'
export {
  findProcess,
  findProcesses,
  type ProcessData,
  type ProcessUse,
  presentProcess,
  processGroup,
  readProcessTree,
  treeTotal,
  watchProcess,
} from './process/index.ts'
