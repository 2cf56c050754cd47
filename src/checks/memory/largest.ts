import type { Fact, ProcessFacts, ProcessList } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { accused, processName } from '../culprit.ts'
import { foremost } from '../foremost.ts'

/** The process with the most resident memory, of those that `isMeant`, as culprit, `{pid}` of the advice and evidence. */
export function withLargest(
  processes: Fact<ProcessList>,
  isMeant: (process: ProcessFacts) => boolean = () => true,
): { culprit?: string; names: Record<string, string>; evidence: Record<string, string> } {
  const meant = processes.known ? processes.last.processes.filter(isMeant) : []
  const [top] = foremost(meant, 1, ({ residentBytes }) => residentBytes)
  if (top === undefined) return { names: {}, evidence: {} }
  const largest = `${processName(top.process)}, ${formatQuantity(top.value, 'bytes')}`
  return { ...accused(top.process), evidence: { largest } }
}
