import type { Chart } from './chart.ts'
import type { ExitCode } from './exit-code.ts'
import type { Finding, Status } from './finding.ts'
import type { Table } from './table.ts'

/** A ready file or text that a command hands back whole: a manifest, a profile, a script. */
export interface Document {
  name: string
  mediaType: string
  text: string
  /** Where to write it, packed where the name ends in .gz; without one it takes the place of the table on standard output. */
  file?: string
  /** An existing file is left alone and is an error. */
  keepExisting?: boolean
}

/** What a command found out. `warnings` are doubts that name what would remove them. */
export interface Outcome<D> {
  data: D
  findings: Finding[]
  tables: Table[]
  charts?: Chart[]
  warnings: string[]
  /** The answer in one plain sentence: the first line of every format. */
  headline?: string
  documents?: Document[]
  /** Where findings alone do not tell: 2 a wrong file, 3 could not be measured, 4 inconclusive. */
  exitCode?: ExitCode
  /** `exitCode` stands, whatever the findings say: they are those of a measurement that was cut short. */
  exitCodeStands?: true
}

/** The machine that a measurement is valid for. */
export interface Machine {
  id: string
  cpuModel: string
  cores: number
  effectiveCores: number
  memoryBytes: number
  kernel: string
  node: string
  v8: string
  /** cpufreq's governor, where the kernel has one. */
  governor?: string
  /** Cores that a cgroup quota allows, where there is one. */
  quotaCores?: number
  /** Flags that Node ran what was measured with. */
  nodeFlags?: readonly string[]
  /** The first half of the SHA-256 of the lock file beside what was measured, in hex. */
  lockFileHash?: string
}

/** One result of one command run: the same shape for every command and every format. */
export interface Envelope<D = unknown> extends Omit<Outcome<D>, 'exitCodeStands'> {
  schema: 'lewis-perf/1'
  command: string
  input: Record<string, unknown>
  status: Status
  exitCode: ExitCode
  interrupted: boolean
  error: { sentence: string; hint: string } | null
  /** ISO 8601, UTC. */
  startedAt: string
  durationMs: number
  tool: { name: 'lewis-perf'; version: string; node: string }
  machine: Machine | null
  profile: { name: string; source: string } | null
}

/** A whole result of any command, as `--json` prints it. */
export type AnyResult = Envelope<unknown>
