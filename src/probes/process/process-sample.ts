import type { FactFile, Files, Snapshot } from '../../core/index.ts'
import { threadIds } from './thread-looks.ts'

/** One look at a process: its own files, and those of its threads as if each were a process. */
export interface ProcessSample {
  own: Snapshot['samples'][number]
  threads: Snapshot['samples'][number]
  /** How many threads there are; more than are looked at. */
  threadCount: number
}

type ProcFiles = Pick<Files, 'kernelText' | 'entries'>

const mostThreads = 4096
const ownFiles = ['stat', 'status', 'io', 'limits', 'cgroup', 'cmdline'] as const
const threadFiles = ['stat', 'schedstat', 'wchan', 'status'] as const

/** The counters of the process `pid` and of its threads; null where it is gone. */
export function sampleProcess(files: ProcFiles, pid: number, atMs: number): ProcessSample | null {
  const own: Record<string, FactFile> = { '/proc/uptime': fileAt(files, '/proc/uptime') }
  for (const name of ownFiles) own[`/proc/${pid}/${name}`] = fileAt(files, `/proc/${pid}/${name}`)
  if (typeof own[`/proc/${pid}/stat`] !== 'string') return null
  const ids = threadIds(files, pid)
  const threads: Record<string, FactFile> = { '/proc/uptime': own['/proc/uptime'] ?? '' }
  for (const id of ids.slice(0, mostThreads)) {
    for (const name of threadFiles)
      threads[`/proc/${id}/${name}`] = fileAt(files, `/proc/${pid}/task/${id}/${name}`)
  }
  return {
    own: { atMs, files: own, commands: {} },
    threads: { atMs, files: threads, commands: {} },
    threadCount: ids.length,
  }
}

/** The text that `sample` has at `path`, or why it has none. */
export function textIn(
  { files }: Snapshot['samples'][number],
  path: string,
): Exclude<FactFile, { link: string } | { entries: number }> {
  const file = files[path]
  if (typeof file === 'string') return file
  return file !== undefined && 'missing' in file ? file : { missing: 'absent' }
}

function fileAt(files: ProcFiles, path: string): FactFile {
  const text = files.kernelText(path)
  return text.ok ? text.value : { missing: text.reason }
}
