import type { Fact, ProcessFacts, ProcessList } from '../../core/index.ts'
import { processName, topProcess } from '../culprit.ts'
import { growth } from '../growth.ts'

/**
 * The process that read and wrote the most over the window, or that waited longest for block I/O where bytes are not told,
 * as the culprit and as `{pid}` of the advice beside `names`. Kernel threads write for others: one is named only where no
 * process did anything.
 */
export function withHeaviest(
  processes: Fact<ProcessList>,
  names: Record<string, string>,
): { culprit?: string; names: Record<string, string> } {
  const top =
    topProcess(processes, ofUsers(bytesMoved)) ??
    topProcess(processes, ofUsers(secondsWaited)) ??
    topProcess(processes, bytesMoved)
  if (top === null) return { names }
  return { culprit: processName(top.process), names: { ...names, pid: String(top.process.pid) } }
}

type Measure = (before: ProcessFacts, after: ProcessFacts) => number | null

function ofUsers(measure: Measure): Measure {
  return (before, after) => (after.isKernelThread ? null : measure(before, after))
}

function bytesMoved(before: ProcessFacts, after: ProcessFacts): number | null {
  const read = growth(before.readBytes, after.readBytes)
  const written = growth(before.writtenBytes, after.writtenBytes)
  return read === null && written === null ? null : (read ?? 0) + (written ?? 0)
}

function secondsWaited(before: ProcessFacts, after: ProcessFacts): number | null {
  return growth(before.blockIoSeconds, after.blockIoSeconds)
}
