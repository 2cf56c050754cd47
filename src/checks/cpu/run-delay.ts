import type { Fact, ProcessFacts, ProcessList, SchedulerTimes } from '../../core/index.ts'
import { accused, processName, topProcess } from '../culprit.ts'
import { foremost } from '../foremost.ts'
import { growth } from '../growth.ts'
import { percent } from '../words.ts'

/** How long threads waited for a CPU over the window. */
export interface RunDelay {
  /** 0-1 of the window of the process that waited longest; of the time of all threads where processes do not tell. */
  share: number
  /** What begins a sentence: `java (pid 7) waited for a CPU 60 % of the time`. */
  words: string
  culprit?: string
  names: Record<string, string>
  evidence: Record<string, string>
}

const shown = 3

/** Run delay by processes, else by the scheduler's sum; null where the kernel tells neither. */
export function runDelay(
  { processes, schedulerTimes }: { processes: Fact<ProcessList>; schedulerTimes: Fact<SchedulerTimes> },
  windowSeconds: number,
): RunDelay | null {
  return byProcess(processes, windowSeconds) ?? ofAll(schedulerTimes)
}

function byProcess(processes: Fact<ProcessList>, windowSeconds: number): RunDelay | null {
  if (!processes.known || processes.first === null || windowSeconds <= 0) return null
  const told = processes.last.processes.some(({ runDelaySeconds }) => runDelaySeconds !== null)
  if (!told) return null
  const top = topProcess(processes, delayOf)
  if (top === null) return { share: 0, words: 'No process waited for a CPU', names: {}, evidence: {} }
  const earlier = new Map(processes.first.processes.map((process) => [process.pid, process]))
  const worst = foremost(processes.last.processes, shown, (process) => {
    const before = earlier.get(process.pid)
    return before?.startSeconds === process.startSeconds ? delayOf(before, process) : null
  })
  const share = Math.min(1, top.value / windowSeconds)
  return {
    share,
    words: `${processName(top.process)} waited for a CPU ${percent(share)} of the time`,
    ...accused(top.process),
    evidence: {
      'waited longest': worst
        .map(({ process, value }) => `${processName(process)} ${percent(Math.min(1, value / windowSeconds))}`)
        .join(', '),
    },
  }
}

function ofAll(times: Fact<SchedulerTimes>): RunDelay | null {
  if (!times.known || times.first === null) return null
  const delay = growth(times.first.runDelaySeconds, times.last.runDelaySeconds)
  const run = growth(times.first.runSeconds, times.last.runSeconds)
  if (delay === null || run === null) return null
  const share = delay + run > 0 ? delay / (delay + run) : 0
  return {
    share,
    words: `Threads that could run waited for a CPU ${percent(share)} of the time`,
    names: {},
    evidence: {},
  }
}

function delayOf(before: ProcessFacts, after: ProcessFacts): number | null {
  return growth(before.runDelaySeconds, after.runDelaySeconds)
}
