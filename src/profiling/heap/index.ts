// The heap of a Node process: who allocates by sampling, and who holds and grows by snapshots.

export type { HeapClasses } from './heap-classes.ts'
export type { HeapGraph } from './heap-graph.ts'
export type { HeapGrower, HeapGrowth, Keeper as HeapKeeper } from './heap-growth.ts'
export type {
  GrowingClass,
  HeapConsumer,
  HeapSnapshotData,
  HeapSnapshots,
  ObjectFigures,
  SnapshotFacts,
} from './heap-snapshot-data.ts'
export type { Objects as HeapObjects } from './objects-since.ts'
export { type HeapSamplingData, type HeapSamplingMeta, presentHeapSampling } from './present-heap-sampling.ts'
export { presentHeapSnapshot } from './present-heap-snapshot.ts'
export { readHeapProfile } from './read-heap-profile.ts'
export { type HeapSnapshotReader, heapSnapshotReader } from './read-heap-snapshot.ts'
export type { ClassHolding, HeapCensus } from './survey-heap.ts'
export { type HeapSurvey, surveyHeap } from './survey-heap.ts'
