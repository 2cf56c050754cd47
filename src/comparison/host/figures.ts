import type { Unit } from '../../core/index.ts'

/** What a figure is mostly a matter of. */
export type FigureGroup = 'cpu' | 'memory' | 'disk' | 'network' | 'scheduler'

/** One figure of the host suite, and how far from a reference it may be. */
export interface HostFigure {
  /** Its key in a profile's `hostReference`. */
  id: FigureId
  title: string
  unit: Extract<Unit, 'seconds' | 'per-second' | 'bytes-per-second'>
  better: 'higher' | 'lower'
  group: FigureGroup
  /** Measured / reference from which on it warns, and fails. */
  warnAt: number
  failAt: number
  /** How it is measured, in one sentence. */
  meaning: string
}

export type FigureId =
  | 'cpuInteger'
  | 'cpuFloat'
  | 'cpuHash'
  | 'cpuIntegerAll'
  | 'cpuFloatAll'
  | 'cpuHashAll'
  | 'memoryCopy'
  | 'memoryLatency'
  | 'diskWrite'
  | 'diskRead'
  | 'diskSyncP50'
  | 'diskSyncP95'
  | 'diskSyncP99'
  | 'diskReadP50'
  | 'diskReadP99'
  | 'loopbackRate'
  | 'loopLagP99'
  | 'timerP50'
  | 'timerP99'
  | 'spawn'

type Margins = Pick<HostFigure, 'better' | 'warnAt' | 'failAt'>

const work: Margins = { better: 'higher', warnAt: 0.9, failAt: 0.75 }
const throughput: Margins = { better: 'higher', warnAt: 0.8, failAt: 0.5 }
const typicalTime: Margins = { better: 'lower', warnAt: 1.3, failAt: 2 }
/** The slowest few of many vary more from round to round. */
const tailTime: Margins = { better: 'lower', warnAt: 2, failAt: 4 }

const passes = { unit: 'per-second', group: 'cpu', ...work } as const
const hashing = { unit: 'bytes-per-second', group: 'cpu', ...work } as const
const diskTime = { unit: 'seconds', group: 'disk' } as const
const lateness = { unit: 'seconds', group: 'scheduler' } as const

/** The figures in the order in which they are shown. */
export const hostFigures: readonly HostFigure[] = [
  {
    id: 'cpuInteger',
    title: 'Integer, one core',
    ...passes,
    meaning: 'Passes of a million steps of shifts, multiplications and table look-ups.',
  },
  {
    id: 'cpuFloat',
    title: 'Float, one core',
    ...passes,
    meaning: 'Passes of a million steps of multiplications, additions and a division.',
  },
  { id: 'cpuHash', title: 'SHA-256, one core', ...hashing, meaning: 'Bytes hashed, 64 KiB at a time.' },
  {
    id: 'cpuIntegerAll',
    title: 'Integer, all cores',
    ...passes,
    meaning: 'The same passes by one thread for each core at the same time.',
  },
  {
    id: 'cpuFloatAll',
    title: 'Float, all cores',
    ...passes,
    meaning: 'The same passes by one thread for each core at the same time.',
  },
  {
    id: 'cpuHashAll',
    title: 'SHA-256, all cores',
    ...hashing,
    meaning: 'Bytes hashed by one thread for each core at the same time.',
  },
  {
    id: 'memoryCopy',
    title: 'Memory copy, one core',
    unit: 'bytes-per-second',
    group: 'memory',
    better: 'higher',
    warnAt: 0.85,
    failAt: 0.6,
    meaning: 'Bytes copied from one half of a large buffer into the other; each is read and written once.',
  },
  {
    id: 'memoryLatency',
    title: 'Memory latency',
    unit: 'seconds',
    group: 'memory',
    better: 'lower',
    warnAt: 1.2,
    failAt: 1.6,
    meaning: 'Time of one load that says where the next one is, all over a buffer larger than the caches.',
  },
  {
    id: 'diskWrite',
    title: 'Disk write, sequential',
    unit: 'bytes-per-second',
    group: 'disk',
    ...throughput,
    meaning: 'Bytes written to a new file, 8 MiB at a time, each followed by fdatasync.',
  },
  {
    id: 'diskRead',
    title: 'Disk read, sequential',
    unit: 'bytes-per-second',
    group: 'disk',
    ...throughput,
    meaning: 'Bytes read past the page cache (O_DIRECT), 1 MiB at a time.',
  },
  {
    id: 'diskSyncP50',
    title: '4 KiB write+sync p50',
    ...diskTime,
    ...typicalTime,
    meaning: 'Median time of a 4 KiB write at a random place and its fdatasync.',
  },
  {
    id: 'diskSyncP95',
    title: '4 KiB write+sync p95',
    ...diskTime,
    better: 'lower',
    warnAt: 1.5,
    failAt: 3,
    meaning: 'The 95th percentile of the same.',
  },
  {
    id: 'diskSyncP99',
    title: '4 KiB write+sync p99',
    ...diskTime,
    ...tailTime,
    meaning: 'The 99th percentile of the same.',
  },
  {
    id: 'diskReadP50',
    title: '4 KiB read p50',
    ...diskTime,
    ...typicalTime,
    meaning: 'Median time of a 4 KiB read past the page cache (O_DIRECT) at a random place.',
  },
  {
    id: 'diskReadP99',
    title: '4 KiB read p99',
    ...diskTime,
    ...tailTime,
    meaning: 'The 99th percentile of the same.',
  },
  {
    id: 'loopbackRate',
    title: 'Loopback HTTP requests',
    unit: 'per-second',
    group: 'network',
    better: 'higher',
    warnAt: 0.85,
    failAt: 0.6,
    meaning: 'Requests over 8 kept connections between two threads of Node.',
  },
  {
    id: 'loopLagP99',
    title: 'Event-loop lag p99',
    ...lateness,
    ...tailTime,
    meaning: 'How late an idle event loop wakes up, 99th percentile.',
  },
  {
    id: 'timerP50',
    title: 'Timer overshoot p50',
    ...lateness,
    better: 'lower',
    warnAt: 1.5,
    failAt: 3,
    meaning: 'How much later than its 2 ms a setTimeout fires, median.',
  },
  {
    id: 'timerP99',
    title: 'Timer overshoot p99',
    ...lateness,
    ...tailTime,
    meaning: 'The 99th percentile of the same.',
  },
  {
    id: 'spawn',
    title: 'Process spawn (true)',
    ...lateness,
    ...typicalTime,
    meaning: 'Time to start the program true and see it end, by spawnSync of Node.',
  },
]
