// The heap of a Node process: who allocates by sampling, and who holds and grows by snapshots.
export { type HeapSamplingData, type HeapSamplingMeta, presentHeapSampling } from './present-heap-sampling.ts'
export { readHeapProfile } from './read-heap-profile.ts'
export { type HeapSnapshotReader, heapSnapshotReader } from './read-heap-snapshot.ts'
export { type HeapSurvey, surveyHeap } from './survey-heap.ts'
