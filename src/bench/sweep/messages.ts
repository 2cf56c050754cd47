import type { SweepKind, SweepMeasurement } from '../../comparison/index.ts'
import type { LoopTally } from './measured-loops.ts'
import type { Window } from './window.ts'

/** The benchmark that a worker is to load. */
export interface CaseAddress {
  /** The suite file, absolute. */
  file: string
  /** `suite > case` */
  name: string
}

/** One round at one level, as it is asked of the process that keeps the workers. */
export interface RoundRequest extends CaseAddress {
  kind: SweepKind
  concurrency: number
  /** From barrier to barrier. */
  seconds: number
  warmUpSeconds: number
  /** After so long a worker that is not done is ended. */
  timeoutSeconds: number
  /** Begins the line that holds the answer: whatever else is printed is not it. */
  token: string
}

/** What came of it; a worker that failed has its number, from 1, what it was doing, and what became of it. */
export type RoundAnswer =
  | { kind: 'measured'; measured: Omit<SweepMeasurement, 'concurrency' | 'round'> }
  | { kind: 'failed'; worker: number; phase: WorkerPhase; how: string }

export type WorkerPhase = 'starting' | 'loading the suite' | 'warming up' | 'waiting' | 'running' | 'ending'

/** What one worker is asked, be it a thread or a process. */
export interface WorkerRequest extends CaseAddress {
  /** Calls in flight in this worker. */
  concurrency: number
  warmUpSeconds: number
}

/** When to begin and what to count, on the monotonic clock that all processes of a machine share. */
export interface StartOrder extends Window {
  startMs: number
  /** So long everybody goes on, so that those who are still under way at the second barrier are not alone. */
  untilMs: number
}

export type WorkerMessage =
  | { kind: 'phase'; phase: WorkerPhase }
  | { kind: 'done'; tally: LoopTally }
  | { kind: 'failed'; message: string }
