/** Where the work of one level runs at once: loops on one event loop, worker threads, or worker processes. */
export type SweepKind = 'event-loop' | 'threads' | 'processes'

/** One level of a sweep, over its rounds. */
export interface SweepPoint {
  kind: SweepKind
  /** Operations in flight on the event loop, or workers with one operation in flight each. */
  concurrency: number
  /** Operations a second by wall clock between the barriers: the median over the rounds, and its interval. */
  throughput: number
  throughputLow: number
  throughputHigh: number
  /** From issue to completion, the median over the rounds. */
  latencyP50Seconds: number
  latencyP99Seconds: number
  /** Throughput over that of the smallest level in the same round: the median of these ratios, and its interval. */
  speedup: number
  speedupLow: number
  speedupHigh: number
  /** Speed-up over how many times the smallest level this one is: 1 is ideal. */
  efficiency: number
  /** Rounds that were measured. */
  rounds: number
  /** The throughput of each round, at the index of the round; null where it was not measured. */
  throughputByRound: (number | null)[]
  /** Operations that succeeded between the barriers in all rounds, and those that threw; what the first of these said. */
  operations: number
  errors: number
  firstError: string | null
  /** CPU time of the measuring processes over wall clock: 1 is one core, all the time. */
  coresUsed: number
  /** How long after the first barrier the last worker began, at most; 0 as a rule. */
  lateSeconds: number
}

/** One benchmark at several levels of one kind. */
export interface Sweep {
  /** `suite > case` */
  name: string
  kind: SweepKind
  /** In rising order of concurrency; without those that failed or were not reached. */
  points: SweepPoint[]
  /** Levels that could not be measured, each with a whole sentence. */
  failures: { concurrency: number; sentence: string }[]
  /** From barrier to barrier. */
  seconds: number
  /** Rounds that were asked for. */
  rounds: number
}

/** What one round measured at one level. */
export interface SweepMeasurement {
  concurrency: number
  /** From 0. */
  round: number
  throughput: number
  /** Null where no operation succeeded. */
  latencyP50Seconds: number | null
  latencyP99Seconds: number | null
  operations: number
  errors: number
  firstError: string | null
  coresUsed: number
  lateSeconds: number
}
