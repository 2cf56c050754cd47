import type { DiskCounters } from '../../core/index.ts'
import { wholeNumber, wholeNumbers } from './whole-number.ts'

/** /proc/diskstats by device name; lines that are damaged, or of kernels before 2.6.25 with 7 columns, are left out. */
export function parseDiskCounters(text: string): ReadonlyMap<string, DiskCounters> | null {
  const devices = new Map<string, DiskCounters>()
  for (const line of text.split('\n')) {
    const [major, minor, name, ...columns] = line.trim().split(/\s+/)
    const counters = countersOf(columns)
    if (wholeNumber(major) === null || wholeNumber(minor) === null) continue
    if (name !== undefined && counters !== null) devices.set(name, counters)
  }
  return devices.size === 0 && text.trim() !== '' ? null : devices
}

// What the kernel counts in, whatever the device's own sectors are.
const sectorBytes = 512

/** Columns past the eleventh are discards and flushes, which later kernels added. */
function countersOf(columns: readonly string[]): DiskCounters | null {
  if (columns.length < 11) return null
  const inFlight = columns[8] ?? ''
  const numbers = wholeNumbers([...columns.slice(0, 8), ...columns.slice(9, 11)])
  // Some drivers let it fall below zero.
  const waiting = /^-\d{1,20}$/.test(inFlight) ? 0 : wholeNumber(inFlight)
  if (numbers === null || waiting === null) return null
  const [reads, , readSectors, readMs, writes, , writtenSectors, writeMs, busyMs, queueMs] = numbers
  return {
    reads: reads ?? 0,
    readBytes: (readSectors ?? 0) * sectorBytes,
    readSeconds: (readMs ?? 0) / 1000,
    writes: writes ?? 0,
    writtenBytes: (writtenSectors ?? 0) * sectorBytes,
    writeSeconds: (writeMs ?? 0) / 1000,
    inFlight: waiting,
    busySeconds: (busyMs ?? 0) / 1000,
    queueSeconds: (queueMs ?? 0) / 1000,
  }
}
