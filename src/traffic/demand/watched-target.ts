/** What a target had spent up to a moment. What could not be read is null, never 0. */
export interface WatchLook {
  /** In milliseconds since 1970, on the clock of the run. */
  epochMs: number
  /** CPU time since some moment before the run. */
  cpuSeconds: number | null
  memoryBytes: number | null
  /** Bytes from and to disks since some moment before the run. */
  readBytes: number | null
  writtenBytes: number | null
  /** How long some of its work stood still for want of each, since some moment before the run. */
  stalledSeconds: StalledSeconds
}

export interface StalledSeconds {
  cpu: number | null
  memory: number | null
  io: number | null
}

/** A part of what is asked of a target that it does not tell, and why. */
export interface UntoldPart {
  what: string
  reason: string
}

/** One target of `--watch`, with all looks at it. */
export interface WatchedTarget {
  /** As it was asked for, without credentials. */
  name: string
  kind: 'process' | 'machine' | 'scrape'
  /** What was found there: `process 12 (node) and 3 children`. */
  what: string
  /** The cores that it may use; null where that is not known. */
  cores: number | null
  coresBecause: string
  /** Its CPU time grows in steps of so much. */
  cpuStepSeconds: number
  /** Whose pressure it is: that of a machine or of a group. */
  pressureOf: string | null
  looks: readonly WatchLook[]
  untold: readonly UntoldPart[]
  /** It, or a part of it, ended or fell silent while it was watched. */
  ends: readonly { epochMs: number; what: string }[]
}
