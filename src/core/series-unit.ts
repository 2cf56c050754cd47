import type { Unit } from './quantity.ts'
import { seriesName } from './series-key.ts'

const units: Readonly<Record<string, Unit>> = {
  'cpu.usage': 'ratio',
  'cpu.iowait': 'ratio',
  'cpu.steal': 'ratio',
  'cpu.load1': 'count',
  'memory.usage': 'ratio',
  'memory.used': 'bytes',
  'memory.available': 'bytes',
  'swap.used': 'bytes',
  'disk.usage': 'ratio',
  'disk.free': 'bytes',
  'disk.read': 'bytes-per-second',
  'disk.written': 'bytes-per-second',
  'disk.busy': 'ratio',
  'network.received': 'bytes-per-second',
  'network.sent': 'bytes-per-second',
  'network.errors': 'per-second',
  'pressure.cpu': 'ratio',
  'pressure.memory': 'ratio',
  'pressure.io': 'ratio',
  'pressure.memory.full': 'ratio',
  'pressure.io.full': 'ratio',
  'cgroup.cpu': 'cores',
  'cgroup.throttled': 'ratio',
  'cgroup.memory': 'bytes',
  'cgroup.memory.usage': 'ratio',
  processes: 'count',
  'tcp.retransmitted': 'per-second',
  'process.cpu': 'cores',
  'process.memory': 'bytes',
  'process.read': 'bytes-per-second',
  'process.written': 'bytes-per-second',
  'process.count': 'count',
  'url.up': 'count',
  'url.status': 'count',
  'url.seconds': 'seconds',
  'app.requests': 'per-second',
  'app.errors': 'ratio',
  'app.response': 'seconds',
  'app.connections': 'count',
  'scan.per-hour': 'count',
  'scan.duration': 'seconds',
  'scan.success': 'ratio',
  'scan.queue': 'count',
  'scan.active': 'count',
  'node.loop-delay': 'seconds',
  'node.loop-busy': 'ratio',
  'self.cpu': 'cores',
  'self.memory': 'bytes',
  'self.lag': 'seconds',
  'self.skipped': 'count',
  'source.stale': 'seconds',
}

/** Every name that a monitor gives its own series, and `source.stale{source=}`, which alerts make of the state of sources. */
export const metricNames: readonly string[] = Object.keys(units)

/** The unit of the series of a name (without tags), as ticks carry them; null for a name from a scraped page. */
export function metricUnit(name: string): Unit | null {
  if (Object.hasOwn(units, name)) return units[name] ?? null
  if (!name.endsWith(':rate')) return null
  return /_bytes(?:_total)?:rate$/.test(name) ? 'bytes-per-second' : 'per-second'
}

const endings: readonly (readonly [ending: RegExp, unit: Unit])[] = [
  [/_seconds(?::p\d+)?$/, 'seconds'],
  [/_bytes(?::p\d+)?$/, 'bytes'],
  [/_ratio(?::p\d+)?$/, 'ratio'],
]

/** The unit of a series by its key. Of a scraped page what its name ends in says it, else it is a count. */
export function unitOfSeries(key: string): Unit {
  const name = seriesName(key)
  return metricUnit(name) ?? endings.find(([ending]) => ending.test(name))?.[1] ?? 'count'
}
