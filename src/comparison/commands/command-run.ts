import type { Measured } from '../measured.ts'

/** One run of a command; null for what could not be measured, never 0. */
export interface CommandRun {
  wallSeconds: number
  userSeconds: number | null
  systemSeconds: number | null
  /** The most memory it held at once. */
  peakBytes: number | null
  /** Page faults without and with a read from disk. */
  minorFaults: number | null
  majorFaults: number | null
  /** How often it waited, and how often the kernel took the CPU away. */
  voluntarySwitches: number | null
  involuntarySwitches: number | null
  /** Null where a signal ended it. */
  exitCode: number | null
  signal: number | null
  /** It left something running in its process group, which was then ended. */
  leftRunning: boolean
}

/** A command with all its timed runs, in order. */
export interface CommandResult {
  command: string
  /** `seconds` is wall time. */
  measured: Measured
  runs: readonly CommandRun[]
  /** The values put in for {name}. */
  parameters: Readonly<Record<string, string>>
}

/** All commands of a request. */
export interface CommandResults {
  commands: readonly CommandResult[]
  /** `paired`: run `i` of each stands in round `i`. `unpaired`: all runs of a command came before those of the next. */
  design: 'paired' | 'unpaired'
  /** Median wall time of the shell with an empty command, which is in every time; null without a shell. */
  shellSeconds: number | null
  /** Why only wall time was measured; null where all was. */
  meterMissing: string | null
  /** The run was stopped before it was done. */
  isPartial: boolean
  /** The first command that failed, and what to do; nothing was measured after it. */
  problem: { sentence: string; hint: string } | null
}
