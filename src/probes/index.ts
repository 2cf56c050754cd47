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
export { type OpenInspector, type TakenCpuProfile, takeCpuProfile } from './cpu-profile/index.ts'
export { factsOf, snapshotFiles } from './facts/index.ts'
export {
  type HeapInspector,
  type SampledHeap,
  type SnapshottedHeap,
  sampleHeap,
  snapshotHeap,
} from './heap/index.ts'
export { gatherHost, type HostFacts } from './host.ts'
export { fingerprintMachine } from './machine.ts'
export { nodeRuntimeFacts, watchNodeRuntime } from './node-runtime/index.ts'
export { findProcess, type ProcessData, presentProcess, watchProcess } from './process/index.ts'
