import { type NodeRuntimeFacts, type Outcome, worstExitCode } from '../../../core/index.ts'
import type { ProcessData } from '../../../probes/index.ts'
import type { CpuProfileData, HeapSamplingData, HeapSnapshotData } from '../../../profiling/index.ts'

/** The `data` of a `diagnose process` result: null for what was not asked for or could not be had. */
export interface DiagnoseProcessData {
  process: ProcessData | null
  /** What the runtime of a Node process told, with --attach. */
  node: NodeRuntimeFacts | null
  cpuProfile: CpuProfileData | null
  heap: HeapSamplingData | HeapSnapshotData | null
}

export type ProcessOutcome = Outcome<DiagnoseProcessData>

/** The answers to the parts of the question, in the order in which they are shown. */
export type ProcessParts = { [K in keyof DiagnoseProcessData]?: Outcome<DiagnoseProcessData[K]> }

/** One answer of all parts: the tables of the process itself are background where there is a profile. */
export function combined({ process, node, cpuProfile, heap }: ProcessParts): ProcessOutcome {
  const profiles = [cpuProfile, heap].filter((part) => part !== undefined)
  const parts = [
    ...(process === undefined ? [] : [process]),
    ...(node === undefined ? [] : [node]),
    ...profiles,
  ]
  // A profile that could not be had shows nothing in its place.
  const isBackground = profiles.some(({ data }) => data !== null)
  const tables = parts.flatMap((part) =>
    part === process && isBackground
      ? part.tables.map(({ main: _, ...table }) => ({ ...table, detail: true }))
      : part.tables,
  )
  const documents = parts.flatMap((part) => part.documents ?? [])
  const exitCodes = parts.flatMap((part) => part.exitCode ?? [])
  return {
    data: {
      process: process?.data ?? null,
      node: node?.data ?? null,
      cpuProfile: cpuProfile?.data ?? null,
      heap: heap?.data ?? null,
    },
    headline: parts.flatMap(({ headline }) => headline ?? []).join(' '),
    findings: parts.flatMap(({ findings }) => findings),
    tables,
    warnings: parts.flatMap(({ warnings }) => warnings),
    ...(documents.length === 0 ? {} : { documents }),
    ...(exitCodes.length === 0 ? {} : { exitCode: worstExitCode(exitCodes) }),
  }
}
