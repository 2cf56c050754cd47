import type { DiskCounters } from '../../core/index.ts'
import { parseDiskCounters } from './disk-counters.ts'
import { isPartOfAnother, isVirtualDisk } from './disks.ts'

/**
 * The counters in /proc/diskstats of whole disks that were ever used, by name; null where there are none to read. What lies on top of
 * others (device mapper, RAID) is counted there.
 */
export function wholeDisks(text: string): ReadonlyMap<string, DiskCounters> | null {
  const all = parseDiskCounters(text)
  if (all === null) return null
  const names = new Set(all.keys())
  return new Map(
    [...all].filter(
      ([name, { reads, writes }]) =>
        reads + writes > 0 &&
        !isPartOfAnother(name, names) &&
        !isVirtualDisk(name) &&
        !/^(?:dm-|md)\d/.test(name),
    ),
  )
}
