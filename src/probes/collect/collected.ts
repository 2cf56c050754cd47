import type { Snapshot } from '../../core/index.ts'

/** How to collect. */
export interface CollectOptions {
  /** Between the two samples; null takes one sample. */
  windowSeconds: number | null
  /** `/`, or one captured tree, or two of which the second is the later sample. */
  roots: readonly string[]
  /** May other programs be run? */
  exec: boolean
  /** Is the static inventory asked for? Without /proc it is taken anyway, for it tells more than nothing. */
  inventory?: boolean
  /** Random letters and digits that no file of the machine holds. */
  nonce: string
}

/** What was collected of one machine, and at what cost. */
export interface Collected {
  snapshot: Snapshot
  /** False where the collection ended early: what is missing is missing by `timeout`. */
  complete: boolean
  /** What went wrong, as plain sentences. */
  problems: string[]
  cost: {
    /** Programs that were run, by name. */
    childProcesses: string[]
    files: number
    /** Beyond the window. */
    seconds: number
  }
}

/** One sample of a snapshot. */
export type Sample = Snapshot['samples'][number]
