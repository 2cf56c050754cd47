import type { Gathered, ProcessLine } from '../../../core/index.ts'
import { type MachineFrame, pageBytes } from '../../../probes/index.ts'
import type { SourceLook } from '../source.ts'
import { busiest } from './busiest.ts'
import { printedSpace, spaceValues } from './disk-space.ts'
import type { MachineFiles } from './machine-files.ts'
import { type MachineLimits, machineLimits } from './machine-limits.ts'
import { lookAtMachine, type MachineLook } from './machine-look.ts'
import { machineValues } from './machine-values.ts'

/** The series of a machine that tells of itself in frames. */
export interface FrameSeries {
  take(frame: MachineFrame): void
  /** What the newest frame says, with rates since the one told of before; null where none came since. */
  tell(): SourceLook | null
}

/** What is not known of a machine far away is read from its files, not from the runtime here. */
const farAway = { os: 'linux', cores: () => 0, memoryBytes: () => 0 }

/** Starts with nothing. A frame that is never told of leaves what only some frames carry: limits, space and processes. */
export function frameSeries(): FrameSeries {
  const top = busiest()
  let newest: { files: MachineFiles; atSeconds: number } | null = null
  let limits: MachineLimits | null = null
  let space: Record<string, number> = {}
  let before: MachineLook | null = null
  let processes: number | null = null
  let listed: ProcessLine[] | null = null
  let bytes: number | null = null
  return {
    take({ uptimeSeconds, files: texts, commands }) {
      const files = filesOf(texts)
      newest = { files, atSeconds: uptimeSeconds }
      if (typeof texts['/proc/self/mountinfo'] === 'string') {
        limits = machineLimits(files, farAway)
        const printed = commands['df -P']
        if (typeof printed === 'string') space = spaceValues(printedSpace(printed, limits.mounts))
      }
      const stats = statsIn(texts)
      if (stats.size === 0) return
      bytes ??= pageBytes(files)
      const command = (pid: number): string => {
        const line = files.kernelText(`/proc/${pid}/cmdline`)
        return line.ok ? line.value : ''
      }
      processes = stats.size
      listed = top({ atSeconds: uptimeSeconds, stats, command, pageBytes: bytes }) ?? listed
    },
    tell() {
      if (newest === null || limits === null) return null
      const now = lookAtMachine(newest.files, limits, newest.atSeconds)
      const values = machineValues(before, now, limits)
      const look = {
        values: { ...values, ...space, processes },
        ...(listed === null ? {} : { processes: listed }),
      }
      before = now
      newest = null
      listed = null
      return look
    },
  }
}

function filesOf(texts: MachineFrame['files']): MachineFiles {
  const text = (path: string): Gathered<string> => {
    const file = Object.hasOwn(texts, path) ? texts[path] : undefined
    if (typeof file === 'string') return { ok: true, value: file, atMs: 0 }
    return { ok: false, reason: file !== undefined && 'missing' in file ? file.missing : 'absent' }
  }
  return { text, kernelText: text }
}

function statsIn(texts: MachineFrame['files']): ReadonlyMap<number, string> {
  const stats = new Map<number, string>()
  for (const [path, text] of Object.entries(texts)) {
    const pid = /^\/proc\/(\d+)\/stat$/.exec(path)?.[1]
    if (pid !== undefined && typeof text === 'string') stats.set(Number(pid), text)
  }
  return stats
}
