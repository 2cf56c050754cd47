import type { Advice, Envelope, MachineInventory, Quantity, Status } from '../../core/index.ts'
import type { Group } from '../define-check.ts'
import type { Hypothesis } from '../ranking/index.ts'
import type { Accepted } from './accept.ts'
import type { OddOne } from './odd-ones.ts'
import type { Skipped } from './skip.ts'

/** What the collection on one host took. */
export interface Cost {
  /** The programs that were run, by name; empty for none. */
  childProcesses: string[]
  /** How many files were read. */
  files: number
  seconds: number
}

/** A host that could not be asked, and what to do. */
export interface Failure {
  host: string
  sentence: string
  hint: string
}

/** How many findings of each status. */
export type Counts = Record<Status, number>

/** The `data` of a `diagnose` result. */
export interface DiagnoseData {
  /** The likeliest bottleneck first; of several hosts, the worst first. */
  hypotheses: (Hypothesis & { host: string })[]
  /** Resources that were looked at and found fine on every host. */
  fine: string[]
  /** The longest of all hosts; 0 where only one sample was taken. */
  windowSeconds: number
  /** Those that answered. */
  hosts: string[]
  unreachable: Failure[]
  /** What could not be collected, by host, as sentences. */
  problems: Record<string, string[]>
  /** By host, then by group. */
  groups: Record<string, Partial<Record<Group, Counts>>>
  /** By host, then by name. */
  figures: Record<string, Record<string, Quantity>>
  oddOnes: OddOne[]
  skipped: Skipped[]
  accepted: Accepted[]
  /** By host. */
  cost: Record<string, Cost>
  /** What else helps against the findings on the screen, which shows one command for each, by `id` or `id:instance`. */
  furtherAdvice: Record<string, Advice[]>
  /** The answers of the LEWIS Performance Guide. */
  guide?: unknown
  /** The guide's optimisation checklist. */
  checklist?: unknown
  /** What each host is made of, or why that is not known; only with --inventory. */
  inventory?: Record<string, MachineInventory | { unknown: string }>
}

/** A whole `diagnose` result, as `--json` prints it; without data where it ended in an error. */
export type DiagnoseResult = Envelope<DiagnoseData | null>
