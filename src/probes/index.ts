// Read-only looks at this machine, container-true and without a fork: files are read here, their texts parsed by pure functions.
export {
  type Collected,
  type CollectOptions,
  collectLocal,
  collectRemote,
  isCutShort,
  nameOf,
  type RemoteTarget,
} from './collect/index.ts'
export { processKind, takeCpuProfile } from './cpu-profile/index.ts'
export { factsOf } from './facts/index.ts'
export { sampleHeap, snapshotHeap } from './heap/index.ts'
export { gatherHost, type HostFacts } from './host.ts'
export { fingerprintMachine } from './machine.ts'
export { mountOf } from './mount-of.ts'
export { nodeRuntimeFacts, watchNodeRuntime } from './node-runtime/index.ts'
export {
  findProcess,
  findProcesses,
  type ProcessData,
  parseIoCounters,
  presentProcess,
  processGroup,
  watchProcess,
} from './process/index.ts'
