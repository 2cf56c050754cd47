import type { DiskFacts } from '../../core/index.ts'
import type { Reading, Verdict } from '../define-check.ts'
import { growth } from '../growth.ts'

/** What one whole disk, array or volume did between two samples. */
export interface DiskWork {
  disk: DiskFacts
  reads: number
  readSeconds: number
  writes: number
  writeSeconds: number
  busySeconds: number
  /** Request-seconds: over the time that passed, the mean number of requests that waited or were served. */
  queueSeconds: number
  /** In flight at the beginning and at the end, the lesser of both. */
  stillInFlight: number
}

/**
 * What `read` makes of each disk; one reading with the sentence `quiet` where it makes nothing of any. Partitions are inside
 * their disk, and loop, ram and zram devices wait for nothing: both are left out.
 */
export function eachDisk(
  { first, last }: { first: readonly DiskFacts[] | null; last: readonly DiskFacts[] },
  quiet: string,
  read: (work: DiskWork) => readonly Reading[],
): Verdict {
  const whole = wholeDisks(last)
  if (whole.length === 0) return { notApplicable: 'No disk can be seen from here.' }
  const works = whole.flatMap((disk) => {
    const work = workOf(
      first?.find(({ name }) => name === disk.name),
      disk,
    )
    return work === null ? [] : [work]
  })
  if (works.length === 0) return { unknown: 'The counters of every disk were reset meanwhile: run it again.' }
  const readings = works.flatMap(read)
  return readings.length > 0 ? readings : { value: null, status: 'pass', because: quiet, evidence: {} }
}

/** Without partitions and without what has no medium of its own. */
export function wholeDisks(disks: readonly DiskFacts[]): DiskFacts[] {
  return disks.filter(({ isPartition, isVirtual }) => !isPartition && !isVirtual)
}

/** Whether a disk surely has moving parts: those of virtual machines often only say so. */
export function isRotating({ name, rotational }: DiskFacts): boolean {
  return rotational === true && !/^(vd|xvd|sr|fd)/.test(name)
}

/** All requests that were answered. */
export function requestsOf({ reads, writes }: Pick<DiskWork, 'reads' | 'writes'>): number {
  return reads + writes
}

/** The mean time that a request took, reads and writes together; null where there was none. */
export function meanSeconds(work: DiskWork): number | null {
  const requests = requestsOf(work)
  return requests > 0 ? (work.readSeconds + work.writeSeconds) / requests : null
}

function workOf(before: DiskFacts | undefined, disk: DiskFacts): DiskWork | null {
  if (before === undefined) return null
  const grown = (key: keyof DiskFacts['counters']) => growth(before.counters[key], disk.counters[key])
  const [reads, readSeconds, writes, writeSeconds] = [
    grown('reads'),
    grown('readSeconds'),
    grown('writes'),
    grown('writeSeconds'),
  ]
  const [busySeconds, queueSeconds] = [grown('busySeconds'), grown('queueSeconds')]
  if (reads === null || readSeconds === null || writes === null || writeSeconds === null) return null
  if (busySeconds === null || queueSeconds === null) return null
  const stillInFlight = Math.min(before.counters.inFlight, disk.counters.inFlight)
  return { disk, reads, readSeconds, writes, writeSeconds, busySeconds, queueSeconds, stillInFlight }
}
