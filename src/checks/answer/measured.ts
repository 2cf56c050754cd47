import type { CpuTimes, Fact, Facts } from '../../core/index.ts'
import { slowestDisk } from '../ranking/index.ts'

/** The share of CPU time that did work, 0-1; null without two samples. */
export function busyShare({ kernelStat }: Facts): number | null {
  if (!kernelStat.known || kernelStat.first === null) return null
  const [before, after] = [kernelStat.first.total, kernelStat.last.total]
  const grown = (key: keyof CpuTimes) => Math.max(0, (after[key] ?? 0) - (before[key] ?? 0))
  const busy = grown('user') + grown('nice') + grown('system') + grown('irq') + grown('softirq')
  const all = busy + grown('idle') + grown('iowait') + grown('steal')
  return all > 0 ? busy / all : null
}

/** How fast counters of `names` grew together, a second; null without two samples or where one of them is missing. */
export function rateOf(
  counters: Fact<Record<string, number>>,
  windowSeconds: number | null,
  names: readonly string[],
): number | null {
  if (!counters.known || counters.first === null || windowSeconds === null) return null
  let grown = 0
  for (const name of names) {
    const [before, after] = [counters.first[name], counters.last[name]]
    if (before === undefined || after === undefined) return null
    grown += Math.max(0, after - before)
  }
  return grown / windowSeconds
}

/** Bits a second, both ways together, over all network cards. */
export function throughput({ interfaces, windowSeconds }: Facts): number | null {
  if (!interfaces.known || interfaces.first === null || windowSeconds === null) return null
  const before = new Map(interfaces.first.map((one) => [one.name, one.counters]))
  const grown = interfaces.last
    .filter(({ isPhysical }) => isPhysical)
    .flatMap(({ name, counters }) => {
      const earlier = before.get(name)
      if (earlier === undefined) return []
      return [
        Math.max(0, counters.rxBytes - earlier.rxBytes) + Math.max(0, counters.txBytes - earlier.txBytes),
      ]
    })
  return grown.length === 0 ? null : (grown.reduce((total, bytes) => total + bytes, 0) * 8) / windowSeconds
}

/** Few segments make any share; below so many there is none. */
const fewestSegments = 1000

/** The share of TCP segments that were sent again, 0-1. */
export function retransmitted({ snmp }: Facts): number | null {
  if (!snmp.known || snmp.first === null) return null
  const [before, after] = [snmp.first['Tcp'], snmp.last['Tcp']]
  if (before === undefined || after === undefined) return null
  const grown = (name: string) => (after[name] ?? 0) - (before[name] ?? 0)
  const [again, sent] = [grown('RetransSegs'), grown('OutSegs')]
  return again < 0 || sent < fewestSegments ? null : again / sent
}

/** How long the slowest disk took for a request, on average over the window. */
export function slowestDiskSeconds(facts: Facts): number | null {
  return slowestDisk(facts)?.seconds ?? null
}
