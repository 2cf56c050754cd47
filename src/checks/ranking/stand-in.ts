import type { DiskFacts, Facts } from '../../core/index.ts'
import type { Resource } from '../define-check.ts'

/** What tells of saturation where the kernel has no pressure figures. */
export interface StandIn {
  /** 0-2, 1 is critical. */
  index: number
  /** A clause without a full stop. */
  words: string
  reads: string
}

/** Whether the kernel told the pressure on `resource`; null for a resource that it tells none of. */
export function pressureTold(resource: Resource, facts: Facts): boolean | null {
  const kind = { cpu: 'cpu', memory: 'memory', disk: 'io' } as const
  if (!(resource === 'cpu' || resource === 'memory' || resource === 'disk')) return null
  const host = { cpu: facts.cpuPressure, memory: facts.memoryPressure, disk: facts.ioPressure }[resource]
  const own = facts.ownCgroup.known ? facts.ownCgroup.last.pressure[kind[resource]] : null
  return host.known || own !== null
}

/** Run delay, direct reclaim or disk latency over the window, where `resource` lacks pressure figures; null where that is not known either. */
export function standInFor(resource: Resource, facts: Facts): StandIn | null {
  if (facts.windowSeconds === null || pressureTold(resource, facts) !== false) return null
  if (resource === 'cpu') return runDelay(facts, facts.windowSeconds)
  return resource === 'memory' ? directReclaim(facts, facts.windowSeconds) : latency(facts)
}

/** Critical: for each CPU one thread that waits all the time. */
function runDelay({ schedulerTimes, effectiveCpu }: Facts, windowSeconds: number): StandIn | null {
  if (!schedulerTimes.known || schedulerTimes.first === null || !effectiveCpu.known) return null
  const grown = schedulerTimes.last.runDelaySeconds - schedulerTimes.first.runDelaySeconds
  const waiting = Math.max(0, grown) / windowSeconds
  return {
    index: limited(waiting / effectiveCpu.last.effectiveCores),
    words: `on average ${rounded(waiting)} threads waited for one of ${rounded(effectiveCpu.last.effectiveCores)} CPUs`,
    reads: '/proc/schedstat',
  }
}

/** Pages a second that processes freed themselves because none were free; about 40 MiB/s. */
const criticalPagesPerSecond = 10_000

function directReclaim({ vmstat }: Facts, windowSeconds: number): StandIn | null {
  if (!vmstat.known || vmstat.first === null) return null
  const [before, after] = [vmstat.first['pgscan_direct'], vmstat.last['pgscan_direct']]
  if (before === undefined || after === undefined) return null
  const perSecond = Math.max(0, after - before) / windowSeconds
  return {
    index: limited(perSecond / criticalPagesPerSecond),
    words: `processes looked for free memory themselves, through ${rounded(perSecond)} pages a second`,
    reads: '/proc/vmstat',
  }
}

const criticalLatencySeconds = 0.1
/** Fewer requests say nothing about a disk. */
const fewestRequests = 10

function latency(facts: Facts): StandIn | null {
  const slowest = slowestDisk(facts)
  if (slowest === null) return null
  return {
    index: limited(slowest.seconds / criticalLatencySeconds),
    words: `${slowest.name} took ${rounded(slowest.seconds * 1000)} ms to answer a request`,
    reads: '/proc/diskstats',
  }
}

/** The disk that took longest for a request over the window, on average; null where none had work enough to tell. */
export function slowestDisk({ disks }: Facts): { name: string; seconds: number } | null {
  if (!disks.known || disks.first === null) return null
  const before = new Map(disks.first.map((disk) => [disk.name, disk]))
  const slowest = disks.last
    .filter(({ isPartition, isVirtual }) => !isPartition && !isVirtual)
    .flatMap((disk) => latencyOf(disk, before.get(disk.name)))
    .toSorted((a, b) => b.seconds - a.seconds)[0]
  return slowest ?? null
}

function latencyOf(
  { name, counters: after }: DiskFacts,
  earlier: DiskFacts | undefined,
): { name: string; seconds: number }[] {
  if (earlier === undefined) return []
  const before = earlier.counters
  const requests = after.reads + after.writes - before.reads - before.writes
  const seconds = after.readSeconds + after.writeSeconds - before.readSeconds - before.writeSeconds
  return requests < fewestRequests || seconds < 0 ? [] : [{ name, seconds: seconds / requests }]
}

function limited(index: number): number {
  return Number.isFinite(index) ? Math.round(Math.min(index, 2) * 1000) / 1000 : 0
}

function rounded(value: number): string {
  return String(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10)
}
