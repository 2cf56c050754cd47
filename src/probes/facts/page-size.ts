import { parseProcessStat } from './process-stat.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

const usual = 4096

/** Bytes of a memory page: what one process holds in KiB over what it holds in pages; 4096 where that cannot be told. */
export function pageBytes(files: Pick<SnapshotFiles, 'text'>): number {
  for (const status of ['/proc/1/status', '/proc/self/status']) {
    const text = files.text(status)
    const size = text.ok ? sizeFrom(files, text.value) : null
    if (size !== null) return size
  }
  return usual
}

function sizeFrom(files: Pick<SnapshotFiles, 'text'>, status: string): number | null {
  const pid = /^Pid:\s+(\d{1,10})$/m.exec(status)?.[1]
  const resident = /^VmRSS:\s+(\d{1,12}) kB$/m.exec(status)?.[1]
  const stat = files.text(`/proc/${pid}/stat`)
  const pages = stat.ok ? (parseProcessStat(stat.value)?.residentPages ?? 0) : 0
  const bytes = resident === undefined ? 0 : Number(resident) * 1024
  if (pages === 0 || bytes === 0) return null
  // Both figures were read at different moments and lag behind: only the power of two is certain.
  const power = Math.round(Math.log2(bytes / pages))
  return power >= 12 && power <= 18 ? 2 ** power : null
}
