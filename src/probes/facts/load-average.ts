import type { LoadAverage } from '../../core/index.ts'

/** /proc/loadavg; null when damaged. */
export function parseLoadAverage(text: string): LoadAverage | null {
  const match = /^(\d{1,9}\.\d+) (\d{1,9}\.\d+) (\d{1,9}\.\d+) (\d{1,9})\/(\d{1,9})(?:\s|$)/.exec(text)
  if (match === null) return null
  return {
    one: Number(match[1]),
    five: Number(match[2]),
    fifteen: Number(match[3]),
    runnable: Number(match[4]),
    threads: Number(match[5]),
  }
}
