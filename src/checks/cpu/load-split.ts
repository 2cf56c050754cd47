import {
  type Fact,
  type KernelStat,
  type LoadAverage,
  type ProcessList,
  type Quantity,
  quantity,
} from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { accused, processName, topProcess } from '../culprit.ts'
import { cpuSeconds } from './busiest.ts'

/** Which kind of waiting a load is made of. */
export interface LoadSplit {
  /** More wait uninterruptibly than run or wait for a CPU. */
  isBlocked: boolean
  sentence: string
  evidence: Record<string, Quantity | string>
  culprit?: string
  names: Record<string, string>
}

/** The threads that make the load now: those that run or wait for a CPU, and those in D state. */
export function splitLoad(facts: {
  kernelStat: Fact<KernelStat>
  processes: Fact<ProcessList>
  loadAverage: { last: LoadAverage }
}): LoadSplit {
  const { kernelStat, processes, loadAverage } = facts
  const running = (kernelStat.known ? kernelStat.last.runningProcesses : null) ?? loadAverage.last.runnable
  const listed = processes.known ? processes.last.processes.filter(({ state }) => state === 'D') : []
  const counted = kernelStat.known ? kernelStat.last.blockedProcesses : null
  const blocked = Math.max(counted ?? 0, listed.length)
  const isBlocked = blocked > running
  const [waiting] = listed
  const suspect = isBlocked ? waiting : topProcess(processes, cpuSeconds)?.process
  return {
    isBlocked,
    sentence: `Now ${formatQuantity(running)} of its threads run or wait for a CPU, ${formatQuantity(blocked)} wait uninterruptibly.`,
    evidence: {
      running: quantity(running, 'count'),
      blocked: quantity(blocked, 'count'),
      ...(waiting === undefined ? {} : { 'waits uninterruptibly': inWords(waiting) }),
    },
    ...accused(suspect),
  }
}

function inWords(process: Parameters<typeof processName>[0]): string {
  return process.waitsIn === null ? processName(process) : `${processName(process)} in ${process.waitsIn}`
}
