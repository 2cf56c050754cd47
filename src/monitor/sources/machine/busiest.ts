import type { ProcessLine } from '../../../core/index.ts'
import { maskArguments, parseProcessStat } from '../../../probes/index.ts'

/** The processes of a machine at one moment: the texts of their stat, and where their command lines are found. */
export interface ProcessTexts {
  /** On a clock that never steps. */
  atSeconds: number
  stats: ReadonlyMap<number, string>
  /** As /proc/PID/cmdline has it; empty for kernel threads and those that are gone. */
  command(pid: number): string
  pageBytes: number
}

/** Takes the processes of a moment; hands back the ten that used the most CPU since the moment before, null at the first. */
export type Busiest = (texts: ProcessTexts) => ProcessLine[] | null

const kept = 10
const longestCommand = 200
/** PF_KTHREAD of the kernel's sched.h. */
const isKernelThread = 0x200000

/** What a process had used at a moment; the start tells it from another of its number. */
interface Used {
  startTicks: number
  ticks: number
}

/** Remembers from one moment to the next what each process had used. */
export function busiest(): Busiest {
  let before: { atSeconds: number; used: ReadonlyMap<number, Used>; latestStart: number } | null = null
  return ({ atSeconds, stats, command, pageBytes }) => {
    const used = new Map<number, Used>()
    let latestStart = 0
    const lines: (ProcessLine & { flags: number })[] = []
    const seconds = before === null ? 0 : atSeconds - before.atSeconds
    for (const [pid, text] of stats) {
      const stat = parseProcessStat(text)
      if (stat === null) continue
      const { startTicks, name, flags } = stat
      const ticks = stat.userTicks + stat.systemTicks
      used.set(pid, { startTicks, ticks })
      latestStart = Math.max(latestStart, startTicks)
      const known = before?.used.get(pid)
      // One that began since has used all of its time since; an older one was only not seen.
      const isNew = startTicks >= (before?.latestStart ?? 0)
      const since = known?.startTicks === startTicks ? known.ticks : isNew ? 0 : ticks
      const cpuCores = seconds > 0 ? Math.max(0, ticks - since) / 100 / seconds : 0
      lines.push({ pid, name, cpuCores, residentBytes: stat.residentPages * pageBytes, command: '', flags })
    }
    const isFirst = !(seconds > 0)
    before = { atSeconds, used, latestStart }
    if (isFirst) return null
    return lines
      .sort((a, b) => b.cpuCores - a.cpuCores || b.residentBytes - a.residentBytes || a.pid - b.pid)
      .slice(0, kept)
      .map(({ flags, ...line }) => ({
        ...line,
        command: (flags & isKernelThread) === 0 ? shown(command(line.pid)) || line.name : '',
      }))
  }
}

function shown(commandLine: string): string {
  const text = maskArguments(commandLine)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return text.length > longestCommand ? `${text.slice(0, longestCommand - 3)}...` : text
}
