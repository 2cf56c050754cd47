import type { Finding } from '../../core/index.ts'
import type { ScaledWorkload } from '../../scaling/index.ts'

/** Workloads as they are read, so that the histories of ten thousand are never held at once. */
export interface WorkloadStream {
  /** To be gone through once. */
  workloads: Iterable<ScaledWorkload> | AsyncIterable<ScaledWorkload>
  /** What is to be said of all of them; complete once they are gone through, as the findings are. */
  doubts: string[]
  /** Of whom could not be asked. */
  findings: Finding[]
}

/** Those that are known already. */
export function streamOf({
  workloads,
  doubts = [],
  findings = [],
}: Pick<WorkloadStream, 'workloads'> & Partial<WorkloadStream>): WorkloadStream {
  return { workloads, doubts, findings }
}
