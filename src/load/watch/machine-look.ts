import type { Facts } from '../../core/index.ts'
import { factsOf } from '../../probes/index.ts'
import type { WatchLook } from '../../traffic/index.ts'
import { stalledSecondsIn } from './stalled.ts'

/** A machine at a moment: its look without the time, and how many CPUs it has. */
export interface MachineLook extends Omit<WatchLook, 'epochMs'> {
  cpus: number | null
}

/** What a frame of `machineScript` says: the texts of /proc/stat, /proc/meminfo and /proc/diskstats, and a line for each pressure. */
export function machineLookIn(text: string): MachineLook {
  const files = { '/proc/stat': text, '/proc/meminfo': text, '/proc/diskstats': text }
  const facts = factsOf({
    schema: 'lewis-perf/facts/1',
    host: '',
    samples: [{ atMs: 0, files, commands: {} }],
  })
  const pressure = (name: string): number | null =>
    stalledSecondsIn(new RegExp(`^${name} (some .*)$`, 'm').exec(text)?.[1] ?? null)
  return {
    cpuSeconds: busySeconds(facts),
    memoryBytes: usedBytes(facts),
    ...diskBytes(facts),
    stalledSeconds: { cpu: pressure('cpu'), memory: pressure('memory'), io: pressure('io') },
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
