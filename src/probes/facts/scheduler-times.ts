import type { SchedulerTimes } from '../../core/index.ts'
import { wholeNumbers } from './whole-number.ts'

/** /proc/schedstat of version 15 and later, which count in nanoseconds; null for older ones, and when damaged. */
export function parseSchedulerTimes(text: string): SchedulerTimes | null {
  const version = /^version (\d{1,5})$/m.exec(text)
  if (version === null || Number(version[1]) < 15) return null
  let run = 0
  let delay = 0
  let cpus = 0
  for (const match of text.matchAll(/^cpu\d+ (.+)$/gm)) {
    const [, , , , , , runNanoseconds, delayNanoseconds] =
      wholeNumbers((match[1] ?? '').trim().split(/ +/)) ?? []
    if (runNanoseconds === undefined || delayNanoseconds === undefined) return null
    run += runNanoseconds
    delay += delayNanoseconds
    cpus += 1
  }
  return cpus === 0 ? null : { runSeconds: run / 1e9, runDelaySeconds: delay / 1e9 }
}
