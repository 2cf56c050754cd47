import { readFileSync } from 'node:fs'

const ticksASecond = 100

/** A process and all below it. */
export function descendants(pid: number | undefined): number[] {
  if (pid === undefined) return []
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    return [pid, ...children.flatMap((child) => descendants(Number(child)))]
  } catch {
    return []
  }
}

/** CPU time that they have used, and the children that they waited for. */
export function spentSeconds(pid: number | undefined): number {
  const ticks = descendants(pid).reduce((sum, one) => {
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return sum + fields.slice(11, 15).reduce((all, field) => all + Number(field), 0)
  }, 0)
  return ticks / ticksASecond
}

/** Resident memory of all of them. */
export function residentBytes(pid: number | undefined): number {
  return descendants(pid).reduce((sum, one) => {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1]
    return sum + Number(kilobytes ?? 0) * 1024
  }, 0)
}
