import type { Files } from '../../core/index.ts'

/** What one thread was seen doing at one moment. */
export interface ThreadLook {
  threadId: number
  state: string
  /** The kernel function that it waited in; null where it ran, or where this is not shown. */
  channel: string | null
}

const mostThreads = 64

/** What the threads of the process are doing now; of very many the first 64. */
export function lookAtThreads(files: Pick<Files, 'kernelText' | 'entries'>, pid: number): ThreadLook[] {
  return threadIds(files, pid)
    .slice(0, mostThreads)
    .flatMap((threadId) => {
      const folder = `/proc/${pid}/task/${threadId}`
      const stat = files.kernelText(`${folder}/stat`)
      const state = stat.ok ? parseState(stat.value) : null
      if (state === null) return []
      const channel = state === 'R' ? null : files.kernelText(`${folder}/wchan`)
      return [{ threadId, state, channel: channel?.ok ? parseChannel(channel.value) : null }]
    })
}

/** The numbers of its threads, ascending: the main thread first. */
export function threadIds(files: Pick<Files, 'entries'>, pid: number): number[] {
  const names = files.entries(`/proc/${pid}/task`)
  const numbers = (names.ok ? names.value : []).filter((name) => /^\d{1,10}$/.test(name)).map(Number)
  return numbers.sort((one, other) => Number(other === pid) - Number(one === pid) || one - other)
}

/** The state letter in /proc/PID/stat; null when damaged. */
export function parseState(text: string): string | null {
  return /^ ([A-Za-z]) /.exec(text.slice(text.lastIndexOf(')') + 1))?.[1] ?? null
}

/** The function in /proc/PID/wchan without what compilers append; null where none is shown. */
export function parseChannel(text: string): string | null {
  const name = text.trim().replace(/\.(?:constprop|isra|part|cold)[.\w]*$/, '')
  return name === '' || name === '0' || /\s/.test(name) ? null : name
}
