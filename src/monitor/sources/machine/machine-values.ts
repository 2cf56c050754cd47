import { type CpuTimes, type Pressure, seriesKey } from '../../../core/index.ts'
import { growth, growthPerSecond, share } from '../growth.ts'
import type { MachineLimits } from './machine-limits.ts'
import type { MachineLook } from './machine-look.ts'

type Values = Record<string, number | null>

/**
 * The series of a machine at `now`, with rates since `before`. What counts from boot and fell in between, as after a reboot, is null; so
 * is every rate of a first look.
 */
export function machineValues(before: MachineLook | null, now: MachineLook, limits: MachineLimits): Values {
  const seconds = before === null ? 0 : now.atSeconds - before.atSeconds
  // A clock that fell tells that the machine booted: no counter of before has to do with one of now.
  const last = seconds > 0 ? before : null
  const pair = { last, now, seconds }
  return {
    ...cpuValues(pair, limits),
    ...memoryValues(now, limits),
    ...pressureValues(pair),
    ...groupValues(pair, limits),
    ...diskValues(pair),
    ...networkValues(pair, limits),
  }
}

/** Two looks and the time between them; without a first one there is none. */
interface Pair {
  last: MachineLook | null
  now: MachineLook
  seconds: number
}

function cpuValues({ last, now, seconds }: Pair, { effectiveCores, isCpuLimited }: MachineLimits): Values {
  const groupCores = growthPerSecond(last?.groupCpu?.usedSeconds, now.groupCpu?.usedSeconds, seconds)
  const grown = last?.cpu && now.cpu ? grownTimes(last.cpu, now.cpu) : null
  const ratio = (part: number | null | undefined): number | null =>
    grown === null || part == null || !(grown.all > 0) ? null : part / grown.all
  const ofGroup = groupCores === null || effectiveCores === null ? null : groupCores / effectiveCores
  const isOfGroup = isCpuLimited && now.groupCpu?.usedSeconds != null
  return {
    'cpu.usage': share(isOfGroup ? ofGroup : ratio(grown?.busy)),
    'cpu.iowait': ratio(grown?.iowait),
    'cpu.steal': ratio(grown?.steal),
    'cpu.load1': now.load,
  }
}

interface GrownTimes {
  busy: number | null
  iowait: number | null
  steal: number | null
  all: number
}

/** Guest time is in user time already, and stolen time is somebody else's. Time in iowait can fall, says proc(5). */
function grownTimes(before: CpuTimes, after: CpuTimes): GrownTimes {
  const of = (name: keyof CpuTimes): number | null => growth(before[name], after[name])
  const optional = (name: keyof CpuTimes): number | null => (after[name] === null ? 0 : of(name))
  const parts = [of('user'), of('nice'), of('system'), optional('irq'), optional('softirq')]
  const busy = parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0)
  const idle = of('idle')
  const iowait = of('iowait')
  const steal = of('steal')
  const all = busy === null || idle === null ? 0 : busy + idle + (iowait ?? 0) + (steal ?? 0)
  return { busy, iowait, steal, all }
}

function memoryValues({ memory }: MachineLook, { memoryBytes }: MachineLimits): Values {
  const available = memory?.availableBytes ?? null
  const isKnown = available !== null && memoryBytes !== null && memoryBytes > 0
  return {
    'memory.usage': isKnown ? 1 - available / memoryBytes : null,
    'memory.used': isKnown ? memoryBytes - available : null,
    'memory.available': available,
    'swap.used': memory?.swapUsedBytes ?? null,
  }
}

/** None where the kernel counts none. */
function pressureValues({ last, now, seconds }: Pair): Values {
  const stalled = (
    of: (pressure: Pressure) => number | null,
    name: 'cpu' | 'memory' | 'io',
  ): number | null => {
    const [from, to] = [last?.pressure[name], now.pressure[name]]
    return share(growthPerSecond(from && of(from), to && of(to), seconds))
  }
  const some = (pressure: Pressure): number => pressure.some.totalSeconds
  const full = (pressure: Pressure): number | null => pressure.full?.totalSeconds ?? null
  return {
    ...(now.pressure.cpu === null ? {} : { 'pressure.cpu': stalled(some, 'cpu') }),
    ...(now.pressure.memory === null
      ? {}
      : { 'pressure.memory': stalled(some, 'memory'), 'pressure.memory.full': stalled(full, 'memory') }),
    ...(now.pressure.io === null
      ? {}
      : { 'pressure.io': stalled(some, 'io'), 'pressure.io.full': stalled(full, 'io') }),
  }
}

function groupValues({ last, now, seconds }: Pair, { cpuGroup, memoryGroup }: MachineLimits): Values {
  const values: Values = {}
  if (cpuGroup !== null) {
    const [from, to] = [last?.groupCpu, now.groupCpu]
    values['cgroup.cpu'] = growthPerSecond(from?.usedSeconds, to?.usedSeconds, seconds)
    if (cpuGroup.hasQuota)
      values['cgroup.throttled'] = throttled(
        growth(from?.periods, to?.periods),
        growth(from?.throttled, to?.throttled),
      )
  }
  if (memoryGroup !== null) {
    const used = now.groupMemoryBytes
    values['cgroup.memory'] = used
    if (memoryGroup.limitBytes !== null)
      values['cgroup.memory.usage'] = used === null ? null : used / memoryGroup.limitBytes
  }
  return values
}

/** A group that did not run had no period, and was not stopped in one. */
function throttled(periods: number | null, stopped: number | null): number | null {
  if (periods === null || stopped === null) return null
  return periods === 0 ? 0 : share(stopped / periods)
}

function diskValues({ last, now, seconds }: Pair): Values {
  const values: Values = {}
  for (const [device, to] of now.disks ?? []) {
    const from = last?.disks?.get(device)
    const key = (name: string): string => seriesKey(name, { device })
    values[key('disk.read')] = growthPerSecond(from?.readBytes, to.readBytes, seconds)
    values[key('disk.written')] = growthPerSecond(from?.writtenBytes, to.writtenBytes, seconds)
    values[key('disk.busy')] = share(growthPerSecond(from?.busySeconds, to.busySeconds, seconds))
  }
  return values
}

function networkValues({ last, now, seconds }: Pair, { interfaces }: MachineLimits): Values {
  const values: Values = {
    'tcp.retransmitted': growthPerSecond(last?.retransmitted, now.retransmitted, seconds),
  }
  for (const name of interfaces) {
    const [from, to] = [last?.interfaces?.get(name), now.interfaces?.get(name)]
    if (to === undefined) continue
    const key = (series: string): string => seriesKey(series, { interface: name })
    values[key('network.received')] = growthPerSecond(from?.rxBytes, to.rxBytes, seconds)
    values[key('network.sent')] = growthPerSecond(from?.txBytes, to.txBytes, seconds)
    const received = growthPerSecond(from?.rxErrors, to.rxErrors, seconds)
    const sent = growthPerSecond(from?.txErrors, to.txErrors, seconds)
    values[key('network.errors')] = received === null || sent === null ? null : received + sent
  }
  return values
}
