import type { BenchData } from '../bench-data.ts'
import type { ControlJudgement, GateJudgement } from '../gate/index.ts'

/** Times of one benchmark in both versions; the numbers at one index were measured side by side. */
export interface PairedTimes {
  name: string
  baseSeconds: number[]
  headSeconds: number[]
}

/** What a gate measured and decided. */
export interface GateFacts {
  kind: 'gate'
  base: { label: string; commit: string | null }
  head: { label: string; commit: string | null }
  /** As ratios: .02 is 2 %. */
  tolerance: number
  detect: number
  pairs: number
  judgements: GateJudgement[]
  control: ControlJudgement
  times: PairedTimes[]
  controlTimes: PairedTimes
  /** Only in head; only in base. */
  added: string[]
  removed: string[]
  /** In both, but failing in head, with what they said. */
  broken: { name: string; said: string }[]
  /** Head's suite files that base cannot load, with what was said: their benchmarks count as new. */
  unloadable: { file: string; said: string }[]
  allowRemoved: boolean
  /** Of the order of the pairs and all else that is left to chance. */
  seed: number
  /** Whether failures were measured a second time, in a fresh checkout, before they counted. */
  isConfirmed: boolean
  /** A sentence for each thing that disturbed the machine meanwhile. */
  disturbances: string[]
}

/** The result of a gate; `cases` are those of head. */
export interface GateData extends GateFacts, BenchData {}
