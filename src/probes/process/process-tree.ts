import type { Files } from '../../core/index.ts'
import { parseIoCounters } from './process-counters.ts'

/** What a process and the children that it waited for have used since it began. */
export interface ProcessUse {
  pid: number
  parentPid: number
  /** With the process id it tells a process from all others. */
  startTicks: number
  /** In hundredths of a second: its own, and that of the children that it waited for. */
  ownTicks: number
  waitedTicks: number
  residentBytes: number | null
  /** Null where this user may not see it. */
  readBytes: number | null
  writtenBytes: number | null
}

type ProcFiles = Pick<Files, 'kernelText' | 'entries'>

/** The processes `roots` and all below them that are there now. Without forks, and without a look at other processes. */
export function readProcessTree(files: ProcFiles, roots: readonly number[]): ProcessUse[] {
  const seen = new Set<number>()
  const uses: ProcessUse[] = []
  const waiting = [...roots]
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    if (seen.has(pid)) continue
    seen.add(pid)
    const use = readUse(files, pid)
    if (use === null) continue
    uses.push(use)
    waiting.push(...childrenOf(files, pid))
  }
  return uses
}

function readUse(files: ProcFiles, pid: number): ProcessUse | null {
  const stat = files.kernelText(`/proc/${pid}/stat`)
  if (!stat.ok) return null
  const fields = stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): number => Number(fields[number - 3] ?? 'none')
  const ownTicks = field(14) + field(15)
  const waitedTicks = field(16) + field(17)
  if (!Number.isFinite(ownTicks + waitedTicks + field(22))) return null
  const status = files.kernelText(`/proc/${pid}/status`)
  const kilobytes = status.ok ? /^VmRSS:\s+(\d{1,15}) kB$/m.exec(status.value)?.[1] : undefined
  const text = files.kernelText(`/proc/${pid}/io`)
  const io = text.ok ? parseIoCounters(text.value) : null
  return {
    pid,
    parentPid: field(4),
    startTicks: field(22),
    ownTicks,
    waitedTicks,
    residentBytes: kilobytes === undefined ? null : Number(kilobytes) * 1024,
    readBytes: io?.diskRead ?? null,
    writtenBytes: io?.diskWritten ?? null,
  }
}

/** Each thread has children of its own. */
function childrenOf(files: ProcFiles, pid: number): number[] {
  const threads = files.entries(`/proc/${pid}/task`)
  if (!threads.ok) return []
  return threads.value.flatMap((thread) => {
    const children = files.kernelText(`/proc/${pid}/task/${thread}/children`)
    return children.ok ? children.value.split(' ').filter(Boolean).map(Number) : []
  })
}
