// The heap of a running Node process, through its open inspector.
export type { HeapInspector } from './heap-inspector.ts'
export { type SampledHeap, sampleHeap } from './sample-heap.ts'
export { type SnapshottedHeap, snapshotHeap } from './snapshot-heap.ts'
