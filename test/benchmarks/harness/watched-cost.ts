import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { descendants, residentBytes, spentSeconds } from './process-cost.ts'
import { median } from './ratios.ts'

/** What a process and its children took while they were watched. */
export interface Cost {
  cpuShare: number
  medianBytes: number
  peakBytes: number
}

/** Looks at a process twice a second. */
export async function watched(child: ChildProcess, forSeconds: number): Promise<Cost> {
  const resident: number[] = []
  const before = spentSeconds(child.pid)
  const fromMs = performance.now()
  while (performance.now() - fromMs < forSeconds * 1000) {
    resident.push(residentBytes(child.pid))
    await pause(500)
  }
  const passed = (performance.now() - fromMs) / 1000
  return {
    cpuShare: (spentSeconds(child.pid) - before) / passed,
    medianBytes: median(resident),
    peakBytes: Math.max(...resident),
  }
}

/** Ends a process and its children, the youngest first. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  for (const pid of descendants(child.pid).toReversed()) process.kill(pid, 'SIGTERM')
  await closed
}
