import type { Facts, ProcessFacts } from '../../core/index.ts'
import { topProcess } from '../culprit.ts'
import { foremost } from '../foremost.ts'

/** What the facts tell of applications; null for what they do not, and `because` says why where all of it is. */
export interface ApplicationPerformance {
  busiestProcess: { name: string; pid: number; cpuCores: number } | null
  largestProcess: { name: string; pid: number; residentBytes: number } | null
  /** Of the Node process that was asked, where one was. */
  eventLoopDelaySeconds: number | null
  eventLoopUsagePercent: number | null
  heapUsagePercent: number | null
  because: string | null
}

/** The processes that use the most, and what a Node process told of itself. */
export function applicationPerformance(facts: Facts): ApplicationPerformance {
  const { processes, nodeRuntime } = facts
  const [largest] = processes.known
    ? foremost(processes.last.processes, 1, ({ residentBytes }) => residentBytes)
    : []
  const { loopDelay, loopUtilization, heap } = nodeRuntime.known
    ? nodeRuntime.last
    : { loopDelay: null, loopUtilization: null, heap: null }
  const figures = {
    busiestProcess: busiest(facts),
    largestProcess:
      largest === undefined ? null : { ...named(largest.process), residentBytes: largest.value },
    eventLoopDelaySeconds: loopDelay === null ? null : loopDelay.medianSeconds,
    eventLoopUsagePercent: loopUtilization === null ? null : loopUtilization * 100,
    heapUsagePercent: heap === null || heap.limitBytes <= 0 ? null : (heap.usedBytes / heap.limitBytes) * 100,
  }
  const isKnown = Object.values(figures).some((figure) => figure !== null)
  return { ...figures, because: isKnown ? null : 'Nothing of any process was read.' }
}

function busiest({
  processes,
  windowSeconds,
}: Facts): { name: string; pid: number; cpuCores: number } | null {
  if (windowSeconds === null) return null
  const top = topProcess(
    processes,
    (before, after) =>
      (after.userSeconds + after.systemSeconds - before.userSeconds - before.systemSeconds) / windowSeconds,
  )
  return top === null ? null : { ...named(top.process), cpuCores: top.value }
}

function named({ name, pid }: ProcessFacts): { name: string; pid: number } {
  return { name, pid }
}
