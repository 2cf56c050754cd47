import { type Facts, type Quantity, quantity, type Unit } from '../../core/index.ts'
import { busyShare, rateOf, retransmitted, slowestDiskSeconds, throughput } from './measured.ts'

/** One number that hosts, and yesterday and today, are compared by. */
export interface Figure {
  name: string
  /** As a column is called. */
  title: string
  /** As a sentence calls it. */
  label: string
  unit: Unit
  /** The table of several hosts that it stands in. */
  table: 'hosts' | 'more'
  /** A difference below it is never called odd. */
  floor: number
  /** Null where it was not measured. */
  of(facts: Facts): number | null
}

/** Every figure, in the order of the columns. */
export const figures: readonly Figure[] = [
  {
    name: 'cpuUse',
    title: 'CPU',
    label: 'CPU use',
    unit: 'ratio',
    table: 'hosts',
    floor: 0.15,
    of: busyShare,
  },
  {
    name: 'loadPerCpu',
    title: 'Load',
    label: 'load per CPU',
    unit: 'count',
    table: 'hosts',
    floor: 0.5,
    of: loadPerCpu,
  },
  {
    name: 'memoryUse',
    title: 'Memory',
    label: 'memory use',
    unit: 'ratio',
    table: 'hosts',
    floor: 0.15,
    of: memoryUse,
  },
  {
    name: 'diskUse',
    title: 'Disk',
    label: 'fullest disk',
    unit: 'ratio',
    table: 'hosts',
    floor: 0.15,
    of: diskUse,
  },
  {
    name: 'networkBitsPerSecond',
    title: 'Network',
    label: 'network traffic',
    unit: 'bits-per-second',
    table: 'hosts',
    floor: 10e6,
    of: throughput,
  },
  {
    name: 'cpuPressure',
    title: 'CPU pressure',
    label: 'CPU pressure',
    unit: 'ratio',
    table: 'more',
    floor: 0.05,
    of: ({ cpuPressure }) => (cpuPressure.known ? cpuPressure.last.some.avg10 : null),
  },
  {
    name: 'memoryPressure',
    title: 'Memory pressure',
    label: 'memory pressure',
    unit: 'ratio',
    table: 'more',
    floor: 0.05,
    of: ({ memoryPressure }) => (memoryPressure.known ? memoryPressure.last.some.avg10 : null),
  },
  {
    name: 'ioPressure',
    title: 'I/O pressure',
    label: 'I/O pressure',
    unit: 'ratio',
    table: 'more',
    floor: 0.05,
    of: ({ ioPressure }) => (ioPressure.known ? ioPressure.last.some.avg10 : null),
  },
  {
    name: 'swapUse',
    title: 'Swap',
    label: 'swap use',
    unit: 'ratio',
    table: 'more',
    floor: 0.15,
    of: swapUse,
  },
  {
    name: 'swapPagesPerSecond',
    title: 'Swapping',
    label: 'pages swapped',
    unit: 'per-second',
    table: 'more',
    floor: 10,
    of: (facts) => rateOf(facts.vmstat, facts.windowSeconds, ['pswpin', 'pswpout']),
  },
  {
    name: 'diskLatencySeconds',
    title: 'Disk latency',
    label: 'disk latency',
    unit: 'seconds',
    table: 'more',
    floor: 0.02,
    of: slowestDiskSeconds,
  },
  {
    name: 'retransmitted',
    title: 'Resent',
    label: 'TCP segments resent',
    unit: 'ratio',
    table: 'more',
    floor: 0.01,
    of: retransmitted,
  },
  {
    name: 'processes',
    title: 'Processes',
    label: 'processes',
    unit: 'count',
    table: 'more',
    floor: 100,
    of: ({ processes }) => (processes.known ? processes.last.processes.length : null),
  },
  {
    name: 'effectiveCpus',
    title: 'CPUs',
    label: 'usable CPUs',
    unit: 'cores',
    table: 'more',
    floor: 0.5,
    of: ({ effectiveCpu }) => (effectiveCpu.known ? effectiveCpu.last.effectiveCores : null),
  },
  {
    name: 'memoryBytes',
    title: 'RAM',
    label: 'usable memory',
    unit: 'bytes',
    table: 'more',
    floor: 2 ** 29,
    of: ({ effectiveMemory }) => (effectiveMemory.known ? effectiveMemory.last.effectiveBytes : null),
  },
]

/** The figures of one machine by name; what was not measured is left out. */
export function figuresOf(facts: Facts): Record<string, Quantity> {
  const entries = figures.flatMap(({ name, unit, of }): [string, Quantity][] => {
    const value = of(facts)
    return value === null || !Number.isFinite(value) ? [] : [[name, quantity(value, unit)]]
  })
  return Object.fromEntries(entries)
}

function loadPerCpu({ loadAverage, effectiveCpu }: Facts): number | null {
  if (!loadAverage.known || !effectiveCpu.known || effectiveCpu.last.effectiveCores <= 0) return null
  return loadAverage.last.one / effectiveCpu.last.effectiveCores
}

function memoryUse({ effectiveMemory }: Facts): number | null {
  if (!effectiveMemory.known) return null
  const { availableBytes, effectiveBytes } = effectiveMemory.last
  return availableBytes === null || effectiveBytes <= 0 ? null : 1 - availableBytes / effectiveBytes
}

function swapUse({ meminfo }: Facts): number | null {
  if (!meminfo.known) return null
  const { SwapTotal: total, SwapFree: free } = meminfo.last
  if (total === undefined || free === undefined) return null
  return total === 0 ? 0 : 1 - free / total
}

/** Of the fullest filesystem, as df counts it. */
function diskUse({ filesystems }: Facts): number | null {
  if (!filesystems.known) return null
  const shares = filesystems.last.flatMap(({ usedBytes, availableBytes }) =>
    usedBytes + availableBytes > 0 ? [usedBytes / (usedBytes + availableBytes)] : [],
  )
  return shares.length === 0 ? null : Math.max(...shares)
}
