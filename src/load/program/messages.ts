import type { ExitCode } from '../../core/index.ts'
import type { LoadPlan, Slice } from '../../traffic/index.ts'
import type { Second, SliceResult } from '../drive/index.ts'

/** What a generator thread is handed. */
export interface ThreadOrder {
  plan: LoadPlan
  slice: Slice
  startEpochMs: number
  leavesMissed: boolean
}

/** What it says. */
export type FromThread =
  | { kind: 'second'; second: Second }
  | { kind: 'done'; result: SliceResult }
  | { kind: 'failed'; problem: { sentence: string; hint: string; exitCode: ExitCode } }
