import type { Resource } from '../define-check.ts'

/** One suspected bottleneck: a resource with a warning or a failure, and what speaks for it. */
export interface Hypothesis {
  resource: Resource
  /** 0-2: the worst saturation counts three times, errors twice, utilization once; 1 is critical on all three. */
  index: number
  /** 0-1. */
  confidence: number
  /** The process or cgroup that causes it. */
  culprit: string | null
  /** `id` or `id:instance` of the warnings and failures, the most telling first. */
  findings: string[]
  /** All of it in one plain sentence. */
  sentence: string
  /** The sentence without its evidence: `CPU is the likely bottleneck`. */
  claim: string
  /** The evidence that tells the most, without its full stop. */
  saturation: string
  /** The confidence in words: `high (4 facts agree)`. */
  confidenceInWords: string
  /** The command to run next. */
  next: string | null
  status: 'warn' | 'fail'
  /** The resource that causes it where it is only a consequence. */
  causedBy: Resource | null
}
