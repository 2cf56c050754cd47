// The heap of a Node process: who allocates, by sampling.
export { type HeapSamplingData, type HeapSamplingMeta, presentHeapSampling } from './present-heap-sampling.ts'
export { readHeapProfile } from './read-heap-profile.ts'
