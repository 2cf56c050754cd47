import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** A process as /proc shows it. */
export interface SeenProcess {
  pid: number
  parent: number
  name: string
  command: string
}

/** All below the process `pid`, the nearest first; zombies have ended. */
export function descendants(pid: number): SeenProcess[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (seen(Number(name)) ?? []) : []))
  const found: SeenProcess[] = []
  let level = [pid]
  while (level.length > 0) {
    const below = all.filter(({ parent }) => level.includes(parent))
    found.push(...below)
    level = below.map((one) => one.pid)
  }
  return found
}

/** The process `pid`; null where it has ended. */
export function seen(pid: number): SeenProcess | null {
  try {
    const [, name = '', state, parent] =
      /^\d+ \((.*)\) (\S) (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return state === 'Z' || parent === undefined ? null : { pid, parent: Number(parent), name, command }
  } catch {
    return null
  }
}

/** Processor time of all threads of a process so far, in seconds; 0 where it has ended. The kernel counts a hundred a second. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** Waits for what `look` finds, at most 20 s. */
export async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  for (let tries = 0; tries < 2000; tries++) {
    const found = look()
    if (found !== null && found !== undefined && found !== false) return found
    await setTimeout(10)
  }
  throw new Error('what was waited for did not come')
}
