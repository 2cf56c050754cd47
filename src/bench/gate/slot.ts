export type Arm = 'base' | 'head'

/** What one fresh process of one arm measured. */
export interface Slot {
  /** Seconds of one operation by benchmark: one number each, the median within the process. */
  seconds: ReadonlyMap<string, number>
  /** Benchmarks that could not be measured, with what they said. */
  failures: ReadonlyMap<string, string>
  /** Seconds of the fixed workload that is the same in both arms; null where there is none. */
  controlSeconds: number | null
}
