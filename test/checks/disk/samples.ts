import type { Check } from '../../../src/checks/define-check.ts'
import { judge } from '../../../src/checks/judge.ts'
import type {
  DiskCounters,
  DiskFacts,
  FactTypes,
  FilesystemFacts,
  Finding,
  MountFacts,
  ProcessFacts,
} from '../../../src/core/index.ts'
import { factsWith, type Known } from '../ranking/samples.ts'

/** What `check` finds where only `known` is there. */
export function findings(check: Check, known: Known, windowSeconds: number | null = 3): Finding[] {
  return judge([check], factsWith(known, windowSeconds)).map(({ finding }) => finding)
}

/** The first of them. */
export function finding(check: Check, known: Known, windowSeconds: number | null = 3): Finding {
  const [first] = findings(check, known, windowSeconds)
  if (first === undefined) throw new Error('a check answers with at least one finding')
  return first
}

/** The culprits that it names. */
export function culprits(check: Check, known: Known, windowSeconds = 3): (string | null)[] {
  return judge([check], factsWith(known, windowSeconds)).map(({ culprit }) => culprit)
}

const noCounters: DiskCounters = {
  reads: 0,
  readBytes: 0,
  readSeconds: 0,
  writes: 0,
  writtenBytes: 0,
  writeSeconds: 0,
  inFlight: 0,
  busySeconds: 0,
  queueSeconds: 0,
}

/** A whole rotating disk, and what it did meanwhile on top of what it had done. */
export function diskFacts(
  grown: Partial<DiskCounters> = {},
  about: Partial<Omit<DiskFacts, 'counters'>> = {},
): { first: DiskFacts[]; last: DiskFacts[] } {
  const disk = {
    name: 'sda',
    isPartition: false,
    isVirtual: false,
    rotational: true,
    scheduler: 'mq-deadline',
    readAheadBytes: 131_072,
    ...about,
  }
  const last = { ...noCounters }
  for (const key of [
    'reads',
    'readSeconds',
    'writes',
    'writeSeconds',
    'busySeconds',
    'queueSeconds',
  ] as const)
    last[key] += grown[key] ?? 0
  const { inFlight = 0 } = grown
  return {
    first: [{ ...disk, counters: { ...noCounters, inFlight } }],
    last: [{ ...disk, counters: { ...last, inFlight } }],
  }
}

export const gib = 2 ** 30

/** A filesystem of this size of which this much is used and available, in bytes. */
export function filesystem(
  totalBytes: number,
  usedBytes: number,
  about: Partial<FilesystemFacts> = {},
): FilesystemFacts {
  return {
    source: '/dev/sda1',
    mountPoint: '/',
    type: 'ext4',
    totalBytes,
    usedBytes,
    availableBytes: totalBytes - usedBytes,
    inodes: null,
    ...about,
  }
}

export function mount(about: Partial<MountFacts> = {}): MountFacts {
  return {
    device: '8:1',
    root: '/',
    mountPoint: '/',
    type: 'ext4',
    source: '/dev/sda1',
    options: ['rw', 'relatime'],
    superOptions: ['rw'],
    ...about,
  }
}

export function process(about: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid: 10,
    parentPid: 1,
    name: 'fio',
    state: 'S',
    isKernelThread: false,
    threads: 1,
    nice: 0,
    startSeconds: 5,
    userSeconds: 0,
    systemSeconds: 0,
    majorFaults: 0,
    residentBytes: 0,
    blockIoSeconds: 0,
    command: 'fio',
    cgroup: '/',
    runDelaySeconds: null,
    readBytes: null,
    writtenBytes: null,
    openFiles: null,
    openFilesLimit: null,
    waitsIn: null,
    environment: null,
    ...about,
  }
}

/** Processes before and after. */
export function processes(
  first: readonly ProcessFacts[],
  last: readonly ProcessFacts[] = first,
): { first: FactTypes['processes']; last: FactTypes['processes'] } {
  return {
    first: { processes: [...first], detailed: first.length },
    last: { processes: [...last], detailed: last.length },
  }
}

/** Shares of the last 10, 60 and 300 s. */
export function stalls(
  some: readonly [number, number, number],
  full: readonly [number, number, number] | null = [0, 0, 0],
): FactTypes['ioPressure'] {
  const stall = ([avg10, avg60, avg300]: readonly [number, number, number]) => ({
    avg10,
    avg60,
    avg300,
    totalSeconds: 1,
  })
  return { some: stall(some), full: full === null ? null : stall(full) }
}
