import type { CpuTimes, KernelStat } from '../../core/index.ts'
import { wholeNumber, wholeNumbers } from './whole-number.ts'

/** /proc/stat; null without its `cpu` line. Times are counted in hundredths of a second on every architecture. */
export function parseKernelStat(text: string): KernelStat | null {
  const perCpu: Record<number, CpuTimes> = {}
  const counts = new Map<string, number>()
  let total: CpuTimes | null = null
  for (const line of text.split('\n')) {
    const cpu = /^cpu(\d{0,5}) +(.+)$/.exec(line)
    if (cpu !== null) {
      const times = timesOf(cpu[2] ?? '')
      if (times !== null && cpu[1] === '') total = times
      else if (times !== null) perCpu[Number(cpu[1])] = times
      continue
    }
    const [, name, word] = /^(procs_running|procs_blocked|processes|btime) (\d+)$/.exec(line) ?? []
    const count = wholeNumber(word)
    if (name !== undefined && count !== null) counts.set(name, count)
  }
  if (total === null) return null
  return {
    total,
    perCpu,
    runningProcesses: counts.get('procs_running') ?? null,
    blockedProcesses: counts.get('procs_blocked') ?? null,
    forks: counts.get('processes') ?? null,
    bootTimeSeconds: counts.get('btime') ?? null,
  }
}

function timesOf(columns: string): CpuTimes | null {
  const ticks = wholeNumbers(columns.trim().split(/ +/))
  const [user, nice, system, idle] = ticks ?? []
  if (ticks === null || user === undefined || nice === undefined) return null
  if (system === undefined || idle === undefined) return null
  const later = (column: number): number | null => {
    const count = ticks[column]
    return count === undefined ? null : count / 100
  }
  return {
    user: user / 100,
    nice: nice / 100,
    system: system / 100,
    idle: idle / 100,
    iowait: later(4),
    irq: later(5),
    softirq: later(6),
    steal: later(7),
    guest: later(8),
    guestNice: later(9),
  }
}
