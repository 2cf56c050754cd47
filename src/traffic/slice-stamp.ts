import type { Slice } from './schedule/index.ts'

/** Which part of which plan a run was, and when it began. */
export interface SliceStamp extends Slice {
  /** Of the plan file, so that parts of different plans are told apart. */
  digest: string
  /** Of the pod or the host. */
  name: string
  /** When all parts were to begin, on the clock of this generator, in milliseconds since 1970. */
  startEpochMs: number
  /** When this one did, on the same clock. */
  beganEpochMs: number
  /** How far its clock was ahead of the one that all are compared by; null where nobody measured it. */
  clock: MeasuredOffset | null
  /** What the arrivals of the whole plan were drawn from. */
  seed: number
  warmupSeconds: number
  /** Whether what is due is a journey of several requests, and not a request. */
  isJourney: boolean
  /** Why it did not run to its end: interrupted, or stopped by itself. Null where it did. */
  endedEarly: string | null
}

export interface MeasuredOffset {
  offsetSeconds: number
  /** The offset lies within so much of what was measured. */
  errorSeconds: number
}

/** What one of several generators did for a run. */
export interface GeneratorShare {
  name: string
  /** From 1; null for runs that are no parts of one plan. */
  slice: number | null
  /** After the common begin, in seconds; for runs without one, after the first of them. Null where it never began. */
  beganAfterSeconds: number | null
  /** How far its clock was ahead; null where nobody measured it. */
  clock: MeasuredOffset | null
  planned: number
  sent: number
  hasResult: boolean
  /** Why there is no result of it, or only of a part; null where there is a whole one. */
  problem: string | null
}
