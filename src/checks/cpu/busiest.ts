import type { Fact, ProcessFacts, ProcessList } from '../../core/index.ts'
import { accused, processName, topProcess } from '../culprit.ts'
import { growth } from '../growth.ts'
import { percent } from '../words.ts'

type Measure = (before: ProcessFacts, after: ProcessFacts) => number | null

/**
 * The process that `measure` (seconds) is greatest of, as culprit, `{pid}` of the advice and evidence: by default CPU time.
 */
export function withBusiest(
  processes: Fact<ProcessList>,
  windowSeconds: number,
  measure: Measure = cpuSeconds,
): { culprit?: string; names: Record<string, string>; evidence: Record<string, string> } {
  const top = topProcess(processes, measure)
  if (top === null || windowSeconds <= 0) return { names: {}, evidence: {} }
  const share = percent(top.value / windowSeconds)
  return {
    ...accused(top.process),
    evidence: { busiest: `${processName(top.process)}, ${share} of one CPU` },
  }
}

/** CPU time that a process used between two samples, in seconds. */
export function cpuSeconds(before: ProcessFacts, after: ProcessFacts): number | null {
  return growth(before.userSeconds + before.systemSeconds, after.userSeconds + after.systemSeconds)
}

/** The part of it that the kernel used for the process. */
export function systemSeconds(before: ProcessFacts, after: ProcessFacts): number | null {
  return growth(before.systemSeconds, after.systemSeconds)
}
