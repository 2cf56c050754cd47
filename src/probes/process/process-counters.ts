/** /proc/PID/io since the process began: all bytes and calls, and what came from disks and goes there. */
export interface IoCounters {
  read: number
  written: number
  readCalls: number
  writeCalls: number
  diskRead: number
  diskWritten: number
}

/** Null when a line is not there; what was written and then thrown away before it reached a disk is taken off. */
export function parseIoCounters(text: string): IoCounters | null {
  const counts = ['rchar', 'wchar', 'syscr', 'syscw', 'read_bytes', 'write_bytes'].map((name) =>
    lineOf(text, name),
  )
  const [read, written, readCalls, writeCalls, diskRead, diskWritten] = counts
  if (read == null || written == null || readCalls == null) return null
  if (writeCalls == null || diskRead == null || diskWritten == null) return null
  const cancelled = lineOf(text, 'cancelled_write_bytes') ?? 0
  return { read, written, readCalls, writeCalls, diskRead, diskWritten: Math.max(diskWritten - cancelled, 0) }
}

/** Times that a thread gave up its CPU by itself and was taken off it, in /proc/PID/status; null when damaged. */
export function parseSwitches(text: string): { voluntary: number; involuntary: number } | null {
  const voluntary = lineOf(text, 'voluntary_ctxt_switches')
  const involuntary = lineOf(text, 'nonvoluntary_ctxt_switches')
  return voluntary === null || involuntary === null ? null : { voluntary, involuntary }
}

/** Page faults in /proc/PID/stat that needed no disk; null when damaged. */
export function parseMinorFaults(text: string): number | null {
  const fields = text.slice(text.lastIndexOf(')') + 1)
  const count = /^ [A-Za-z](?: -?\d{1,20}){6} (\d{1,20})(?: |$)/.exec(fields)?.[1]
  return count === undefined ? null : Number(count)
}

/** The real user id in /proc/PID/status; null when damaged. */
export function parseUserId(text: string): number | null {
  const id = /^Uid:\s+(\d{1,10})\s/m.exec(text)?.[1]
  return id === undefined ? null : Number(id)
}

function lineOf(text: string, name: string): number | null {
  const value = new RegExp(`^${name}:\\s+(\\d{1,20})$`, 'm').exec(text)?.[1]
  return value === undefined ? null : Number(value)
}
