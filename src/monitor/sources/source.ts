import type { ProcessLine } from '../../core/index.ts'

/** One thing that is watched. */
export interface Source {
  /** `host`, `process postgres`, `url http://127.0.0.1/health`: without secrets. */
  readonly name: string
  /** What it tells now. One that can tell nothing throws or rejects, with the reason as the message. */
  look(at: LookAt): SourceLook | Promise<SourceLook>
  /** Lets go of all it holds; never rejects. */
  close(): Promise<void>
}

/** The moment of a look. */
export interface LookAt {
  /** When the tick is due, in milliseconds since 1970. */
  epochMs: number
  /** From one tick to the next. */
  intervalMs: number
  /** What is told later than this is too late for the tick. */
  withinMs: number
  /** How late the tick began, and how many were skipped so far. */
  lateSeconds: number
  skipped: number
  /** Aborted when the answer is not waited for any more. */
  signal: AbortSignal
}

/** What a source told at one look. */
export interface SourceLook {
  /** By series key, in base units; null for what is a series of it and cannot be told now. */
  values: Readonly<Record<string, number | null>>
  /** The busiest processes, in looks that ask for them. */
  processes?: readonly ProcessLine[]
  /** What the operator should know, each told once: plain sentences. */
  warnings?: readonly string[]
}
