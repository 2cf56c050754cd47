import { decayingHistogram } from './decaying-histogram.ts'

/** What a container asks for. */
export interface Resources {
  cpuMilli: number
  memoryBytes: number
}

/** What the recommender knows of one container of a workload. */
export interface VpaInput {
  /** One a minute, as the metrics server gives them; weight .1 unless told. */
  cpuSamples: { atSeconds: number; cores: number; weight?: number }[]
  /** One a day, stamped with the day's end. */
  memoryPeaks: { atSeconds: number; bytes: number }[]
  /** Containers of the pod that share its floor (1). */
  containers?: number
  /** Derived from the CPU samples unless given. */
  confidence?: number
}

/** What the recommender says: it acts when a request lies outside the bounds. */
export interface VpaRecommendation {
  target: Resources
  lowerBound: Resources
  upperBound: Resources
  confidence: number
}

const day = 86_400
const minutesADay = 1440
const sampleWeight = 0.1
const epsilon = 0.001 * sampleWeight
const margin = 0.15
const floor = { cpuMilli: 25, memoryBytes: 250 * 1_048_576 }
/** What the recommender takes for "no bound". */
const largestAmount = 1e14
const percentiles = { target: 0.9, lowerBound: 0.5, upperBound: 0.95 }

/** The default CPU histogram of the recommender, in cores. */
export const vpaCpuBuckets = {
  type: 'exponential',
  maxValue: 1000,
  firstBucketSize: 0.01,
  ratio: 1.05,
  epsilon,
} as const
/** The default memory histogram of the recommender, in bytes. */
export const vpaMemoryBuckets = {
  type: 'exponential',
  maxValue: 1e12,
  firstBucketSize: 1e7,
  ratio: 1.05,
  epsilon,
} as const

/**
 * What the VerticalPodAutoscaler's recommender would say with its default settings. Amounts are cut to whole millicores and bytes
 * after each scaling, as there. Without samples the target is the floor and the upper bound has no end.
 * Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/recommender/logic/{estimator,recommender}.go.
 */
export function vpaRecommend(input: VpaInput): VpaRecommendation {
  const cpu = decayingHistogram(vpaCpuBuckets, day)
  const memory = decayingHistogram(vpaMemoryBuckets, day)
  for (const { atSeconds, cores, weight = sampleWeight } of input.cpuSamples)
    cpu.add(cores, weight, atSeconds)
  for (const { atSeconds, bytes } of input.memoryPeaks) memory.add(bytes, 1, atSeconds)
  const confidence = input.confidence ?? vpaConfidence(input.cpuSamples.map(({ atSeconds }) => atSeconds))
  const containers = input.containers ?? 1
  const estimate = (p: number, factor: number): Resources => ({
    cpuMilli: Math.max(
      scaled(withMargin(Math.trunc(cpu.percentile(p) * 1000)), factor),
      Math.trunc(floor.cpuMilli / containers),
    ),
    memoryBytes: Math.max(
      scaled(withMargin(Math.trunc(memory.percentile(p))), factor),
      Math.trunc(floor.memoryBytes / containers),
    ),
  })
  return {
    target: estimate(percentiles.target, 1),
    lowerBound: estimate(percentiles.lowerBound, vpaMultiplier(0.001, -2, confidence)),
    upperBound: estimate(percentiles.upperBound, vpaMultiplier(1, 1, confidence)),
    confidence,
  }
}

/** Days of history, or of one sample a minute where that is less. */
export function vpaConfidence(sampleSeconds: readonly number[]): number {
  const [first, last] = [sampleSeconds[0], sampleSeconds.at(-1)]
  if (first === undefined || last === undefined) return 0
  return Math.min((last - first) / day, sampleSeconds.length / minutesADay)
}

/** By how much a bound lies beyond its percentile: `(1 + multiplier / confidence) ** exponent`. */
export function vpaMultiplier(multiplier: number, exponent: number, confidence: number): number {
  return (1 + multiplier / confidence) ** exponent
}

function withMargin(amount: number): number {
  return amount + scaled(amount, margin)
}

function scaled(amount: number, factor: number): number {
  const result = amount * factor
  // No history: an amount of 0 times infinity is unbounded as well.
  return Number.isNaN(result) ? largestAmount : Math.trunc(Math.min(result, largestAmount))
}
