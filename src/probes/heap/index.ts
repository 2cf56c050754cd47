// The heap of a running Node process, through its open inspector.
export type { HeapInspector } from './heap-inspector.ts'
export { sampleHeap } from './sample-heap.ts'
export { snapshotHeap } from './snapshot-heap.ts'
