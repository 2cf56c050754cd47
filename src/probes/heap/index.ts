// The heap of a running Node process, through its open inspector.
export { sampleHeap } from './sample-heap.ts'
export { snapshotHeap } from './snapshot-heap.ts'
