import type { DiskFacts } from '../../core/index.ts'
import { parseChosenWord } from './chosen-word.ts'
import { parseDiskCounters } from './disk-counters.ts'
import { type Found, found } from './found.ts'
import { readParsed, type SampleView } from './sample-view.ts'
import type { SnapshotFiles } from './snapshot-files.ts'
import { wholeNumber } from './whole-number.ts'

/** Every block device in /proc/diskstats, with what /sys/block says of its queue. */
export function readDisks({ files, standing }: SampleView): Found<DiskFacts[]> {
  const devices = readParsed(files, '/proc/diskstats', parseDiskCounters)
  if (!devices.ok) return devices
  const names = new Set(devices.value.keys())
  return found(
    devices.path,
    [...devices.value].map(([name, counters]) => ({
      name,
      counters,
      isPartition: !standing.entries(folderOf(name)).ok && isPartOfAnother(name, names),
      isVirtual: isVirtualDisk(name),
      ...queueOf(files, name),
    })),
  )
}

/** There is nothing to wait for. */
export function isVirtualDisk(name: string): boolean {
  return /^(?:loop|ram|zram)\d/.test(name)
}

/** sysfs writes the slash of `cciss/c0d0` as an exclamation mark. */
function folderOf(name: string): string {
  return `/sys/block/${name.replaceAll('/', '!')}`
}

/** `sda1` of `sda`, `nvme0n1p1` of `nvme0n1`; but `xvda1` alone is a whole disk. */
export function isPartOfAnother(name: string, names: ReadonlySet<string>): boolean {
  const before = name.replace(/\d+$/, '')
  return before !== name && names.has(/\dp$/.test(before) ? before.slice(0, -1) : before)
}

function queueOf(
  files: Pick<SnapshotFiles, 'text'>,
  name: string,
): Pick<DiskFacts, 'rotational' | 'scheduler' | 'readAheadBytes'> {
  const read = (file: string): string | null => {
    const text = files.text(`${folderOf(name)}/queue/${file}`)
    return text.ok ? text.value.trim() : null
  }
  const rotational = read('rotational')
  const readAheadKib = wholeNumber(read('read_ahead_kb') ?? undefined)
  return {
    rotational: rotational === '1' ? true : rotational === '0' ? false : null,
    scheduler: parseChosenWord(read('scheduler') ?? ''),
    readAheadBytes: readAheadKib === null ? null : readAheadKib * 1024,
  }
}
