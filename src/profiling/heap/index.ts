// The heap of a Node process: who allocates by sampling, and who holds and grows by snapshots.
export type { HeapSnapshotData, HeapSnapshots, SnapshotFacts } from './heap-snapshot-data.ts'
export { type HeapSamplingData, type HeapSamplingMeta, presentHeapSampling } from './present-heap-sampling.ts'
export { presentHeapSnapshot } from './present-heap-snapshot.ts'
export { readHeapProfile } from './read-heap-profile.ts'
export { type HeapSnapshotReader, heapSnapshotReader } from './read-heap-snapshot.ts'
export { type HeapSurvey, surveyHeap } from './survey-heap.ts'
