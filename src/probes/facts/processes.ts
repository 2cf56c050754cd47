import type { ProcessFacts, ProcessList } from '../../core/index.ts'
import { type Found, found, nothing, worstReason } from './found.ts'
import { pageBytes } from './page-size.ts'
import { noDetails, processDetails } from './process-details.ts'
import { parseProcessStat } from './process-stat.ts'
import type { SampleView } from './sample-view.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

const path = '/proc/[0-9]*/stat'

/** Every process whose stat could be read, by ascending pid; one that ended meanwhile is not among them. */
export function readProcesses({ files, standing }: SampleView): Found<ProcessList> {
  const entries = files.entries('/proc')
  if (!entries.ok) return nothing(path, entries.reason)
  const pids = entries.value.filter((name) => /^\d{1,10}$/.test(name)).map(Number)
  const pageSize = pageBytes(standing)
  const processes: ProcessFacts[] = []
  let detailed = 0
  for (const pid of pids.sort((one, other) => one - other)) {
    const process = processOf(files, pid, pageSize)
    if (process === null) continue
    processes.push(process.facts)
    detailed += process.isDetailed ? 1 : 0
  }
  if (processes.length > 0) return found(path, { processes, detailed })
  const looks = pids.map((pid) => files.text(`/proc/${pid}/stat`))
  return nothing(path, worstReason(looks.map((look) => (look.ok ? 'unreadable' : look.reason))))
}

// PF_KTHREAD of the kernel's sched.h.
const kernelThreadFlag = 0x200000

function processOf(
  files: SnapshotFiles,
  pid: number,
  pageSize: number,
): { facts: ProcessFacts; isDetailed: boolean } | null {
  const folder = `/proc/${pid}`
  const text = files.text(`${folder}/stat`)
  const stat = text.ok ? parseProcessStat(text.value) : null
  if (stat === null) return null
  const count = files.count(folder)
  const isDetailed = count.ok && count.value > 1
  return {
    isDetailed,
    facts: {
      pid,
      parentPid: stat.parentPid,
      name: stat.name,
      state: stat.state,
      isKernelThread: Math.floor(stat.flags / kernelThreadFlag) % 2 === 1,
      threads: stat.threads,
      nice: stat.nice,
      startSeconds: stat.startTicks / 100,
      userSeconds: stat.userTicks / 100,
      systemSeconds: stat.systemTicks / 100,
      majorFaults: stat.majorFaults,
      residentBytes: stat.residentPages * pageSize,
      blockIoSeconds: stat.blockIoTicks / 100,
      ...(isDetailed ? processDetails(files, folder) : noDetails),
    },
  }
}
