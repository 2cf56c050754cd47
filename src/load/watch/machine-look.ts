import type { Facts } from '../../core/index.ts'
import { factsOf, type MachineFrame } from '../../probes/index.ts'
import type { WatchLook } from '../../traffic/index.ts'

/** A machine at a moment: its look without the time, and how many CPUs it has. */
export interface MachineLook extends Omit<WatchLook, 'epochMs'> {
  cpus: number | null
}

/** The files that tell it, as a loop over a connection is asked for them. */
export const machineFiles: readonly string[] = [
  '/proc/stat',
  '/proc/meminfo',
  '/proc/diskstats',
  '/proc/pressure/cpu',
  '/proc/pressure/memory',
  '/proc/pressure/io',
]

/** What the files of a frame say of the machine at that moment. */
export function machineLookIn(files: MachineFrame['files']): MachineLook {
  const facts = factsOf({
    schema: 'lewis-perf/facts/1',
    host: '',
    samples: [{ atMs: 0, files, commands: {} }],
  })
  const stalled = (pressure: Facts['cpuPressure']): number | null =>
    pressure.known ? pressure.last.some.totalSeconds : null
  return {
    cpuSeconds: busySeconds(facts),
    memoryBytes: usedBytes(facts),
    ...diskBytes(facts),
    stalledSeconds: {
      cpu: stalled(facts.cpuPressure),
      memory: stalled(facts.memoryPressure),
      io: stalled(facts.ioPressure),
    },
    cpus: facts.kernelStat.known ? Object.keys(facts.kernelStat.last.perCpu).length : null,
  }
}

/** Guest time is in user time already; waiting for a disk is idle, and stolen time is somebody else's. */
function busySeconds({ kernelStat }: Facts): number | null {
  if (!kernelStat.known) return null
  const { user, nice, system, irq, softirq } = kernelStat.last.total
  return user + nice + system + (irq ?? 0) + (softirq ?? 0)
}

function usedBytes({ meminfo }: Facts): number | null {
  if (!meminfo.known) return null
  const { MemTotal: total, MemAvailable: available } = meminfo.last
  return total === undefined || available === undefined ? null : total - available
}

/** Of whole disks: what lies on top of others is counted there. */
function diskBytes({ disks }: Facts): Pick<WatchLook, 'readBytes' | 'writtenBytes'> {
  if (!disks.known) return { readBytes: null, writtenBytes: null }
  const whole = disks.last.filter(
    ({ name, isPartition, isVirtual }) => !isPartition && !isVirtual && !/^(?:dm-|md)\d/.test(name),
  )
  return {
    readBytes: whole.reduce((sum, { counters }) => sum + counters.readBytes, 0),
    writtenBytes: whole.reduce((sum, { counters }) => sum + counters.writtenBytes, 0),
  }
}
