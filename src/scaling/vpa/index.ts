// The VerticalPodAutoscaler of Kubernetes, exact.
export {
  type BucketOptions,
  bucketHistogram,
  buckets,
  type HistogramCheckpoint,
} from './bucket-histogram.ts'
export { decayingHistogram } from './decaying-histogram.ts'
export {
  type MemoryPeak,
  type MemoryPeaks,
  memoryPeaks,
  type OomEvent,
  oomSampleBytes,
} from './memory-peaks.ts'
export {
  type Resources,
  type VpaInput,
  type VpaRecommendation,
  vpaConfidence,
  vpaCpuBuckets,
  vpaMemoryBuckets,
  vpaMultiplier,
  vpaRecommend,
} from './vpa-recommend.ts'
export { type VpaPod, vpaUpdates } from './vpa-update.ts'
