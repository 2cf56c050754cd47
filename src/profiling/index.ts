// Profiles of where time and memory go: four formats read into one tree, its costliest functions, and the flame graph. Pure.

export { flameGraphPage } from './flame-page.ts'
export type {
  ClassHolding,
  GrowingClass,
  HeapCensus,
  HeapClasses,
  HeapConsumer,
  HeapGraph,
  HeapGrower,
  HeapGrowth,
  HeapKeeper,
  HeapObjects,
  ObjectFigures,
} from './heap/index.ts'
// What the types above are made of.
export {
  type HeapSamplingData,
  type HeapSamplingMeta,
  type HeapSnapshotData,
  type HeapSnapshotReader,
  type HeapSnapshots,
  type HeapSurvey,
  heapSnapshotReader,
  presentHeapSampling,
  presentHeapSnapshot,
  readHeapProfile,
  type SnapshotFacts,
  surveyHeap,
} from './heap/index.ts'
export { isJsonObject, type JsonObject } from './json-value.ts'
export {
  type CpuProfileData,
  type ProfiledFunction,
  type ProfileMeta,
  presentProfile,
} from './present-profile.ts'
export { readCpuProfile } from './read-cpu-profile.ts'
export { readStacks } from './read-stacks.ts'
export type { FrameKind, StackFrame, StackProfile } from './stack-profile.ts'
export { type StackTree, stackTree } from './stack-tree.ts'
export { type FunctionCost, topFunctions } from './top-functions.ts'
