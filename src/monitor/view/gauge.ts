import { seriesKey, seriesNamed, type Tick, type Unit } from '../../core/index.ts'
import { figureWords } from './figure.ts'

/** A line about one thing: how much of it is used, as a bar where it has an end, and how it was before. */
export interface Gauge {
  title: string
  /** The figure in words; `-` where it is not told. */
  figure: string
  /** 0-1 of what there is; null where it has no end. */
  share: number | null
  /** Its newest values, oldest first. */
  history: readonly (number | null)[]
  /** What else belongs to it, in words. */
  more: string
  /** The series that alerts of it name. */
  series: readonly string[]
}

type Values = Tick['values']
type Recent = ReadonlyMap<string, readonly (number | null)[]>

/** Everything worth a line in the newest tick, in the order of a look at a machine: CPU, memory, disks, network, then what runs on it. */
export function gaugesOf(values: Values, recent: Recent): Gauge[] {
  return [
    ...machineGauges(values, recent),
    ...processGauges(values, recent),
    ...addressGauges(values, recent),
    ...applicationGauges(values, recent),
    ...nodeGauges(values, recent),
  ]
}

const mostMounts = 2

function machineGauges(values: Values, recent: Recent): Gauge[] {
  const has = (name: string): boolean => name in values
  const gauges: Gauge[] = []
  if (has('cpu.usage'))
    gauges.push({
      ...share('cpu', 'cpu.usage', { values, recent }),
      more: words([
        told(values, 'pressure.cpu', 'pressure', 'ratio'),
        told(values, 'cpu.load1', 'load', 'count'),
        positive(values, 'cpu.steal', 'stolen', 'ratio'),
        positive(values, 'cgroup.throttled', 'throttled', 'ratio'),
      ]),
      series: ['cpu.usage', 'pressure.cpu', 'cgroup.throttled'],
    })
  if (has('memory.usage'))
    gauges.push({
      ...share('memory', 'memory.usage', { values, recent }),
      more: words([
        told(values, 'memory.available', 'free', 'bytes'),
        positive(values, 'swap.used', 'swap', 'bytes'),
        positive(values, 'pressure.memory', 'pressure', 'ratio'),
      ]),
      series: ['memory.usage', 'pressure.memory', 'pressure.memory.full'],
    })
  const mounts = seriesNamed(values, 'disk.usage').toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1))
  for (const { key, tags } of mounts.slice(0, mostMounts))
    gauges.push({
      ...share(`disk ${tags.mount ?? ''}`.trim(), key, { values, recent }),
      more: told(values, seriesKey('disk.free', tags), 'free', 'bytes'),
      series: [key, seriesKey('disk.free', tags)],
    })
  if (seriesNamed(values, 'disk.read').length > 0) {
    const io = flow('disk i/o', ['disk.read', 'disk.written'], { values, recent })
    gauges.push({
      ...io,
      series: [...io.series, 'pressure.io', 'pressure.io.full'],
      more: words([
        summed(values, 'disk.read', 'read'),
        summed(values, 'disk.written', 'written'),
        positive(values, 'pressure.io', 'pressure', 'ratio'),
      ]),
    })
  }
  if (seriesNamed(values, 'network.received').length > 0)
    gauges.push({
      ...flow('network', ['network.received', 'network.sent'], { values, recent }),
      more: words([summed(values, 'network.received', 'in'), summed(values, 'network.sent', 'out')]),
    })
  return gauges
}

function processGauges(values: Values, recent: Recent): Gauge[] {
  return seriesNamed(values, 'process.cpu').map(({ key, tags, value }) => {
    const of = (name: string): string => seriesKey(name, tags)
    return {
      title: tags.name ?? 'process',
      figure: figureWords(value, 'cores'),
      share: null,
      history: recent.get(key) ?? [],
      more: words([
        told(values, of('process.memory'), 'memory', 'bytes'),
        told(values, of('process.count'), 'processes', 'count'),
        positive(values, of('process.read'), 'read', 'bytes-per-second'),
        positive(values, of('process.written'), 'written', 'bytes-per-second'),
      ]),
      series: [key, of('process.memory'), of('process.count')],
    }
  })
}

function addressGauges(values: Values, recent: Recent): Gauge[] {
  return seriesNamed(values, 'url.up').map(({ key, tags, value }) => {
    const url = tags.url ?? ''
    const total = seriesKey('url.seconds', { phase: 'total', url })
    return {
      title: value === null ? 'url' : value === 1 ? 'url up' : 'url DOWN',
      figure: figureWords(values[total] ?? null, 'seconds'),
      share: null,
      history: recent.get(total) ?? [],
      more: words([told(values, seriesKey('url.status', { url }), 'status', 'count'), url]),
      series: [key, total],
    }
  })
}

function applicationGauges(values: Values, recent: Recent): Gauge[] {
  const gauges: Gauge[] = []
  if ('app.requests' in values)
    gauges.push({
      title: 'requests',
      figure: figureWords(values['app.requests'] ?? null, 'per-second'),
      share: null,
      history: recent.get('app.requests') ?? [],
      more: words([
        told(values, 'app.errors', 'errors', 'ratio'),
        told(values, 'app.response', 'response', 'seconds'),
        told(values, 'app.connections', 'connections', 'count'),
      ]),
      series: ['app.requests', 'app.errors', 'app.response'],
    })
  if ('scan.active' in values)
    gauges.push({
      title: 'scans',
      figure: figureWords(values['scan.active'] ?? null, 'count'),
      share: null,
      history: recent.get('scan.active') ?? [],
      more: words([
        told(values, 'scan.queue', 'waiting', 'count'),
        told(values, 'scan.per-hour', 'an hour', 'count'),
        told(values, 'scan.duration', 'each', 'seconds'),
        told(values, 'scan.success', 'went well', 'ratio'),
      ]),
      series: ['scan.active', 'scan.queue', 'scan.success'],
    })
  return gauges
}

function nodeGauges(values: Values, recent: Recent): Gauge[] {
  return seriesNamed(values, 'node.loop-delay').map(({ key, tags, value }) => ({
    title: `node ${tags.pid ?? ''}`.trim(),
    figure: figureWords(value, 'seconds'),
    share: null,
    history: recent.get(key) ?? [],
    more: words(['event-loop delay p99', told(values, seriesKey('node.loop-busy', tags), 'busy', 'ratio')]),
    series: [key],
  }))
}

interface Figures {
  values: Values
  recent: Recent
}

function share(title: string, key: string, { values, recent }: Figures): Gauge {
  const value = values[key] ?? null
  return {
    title,
    figure: figureWords(value, 'ratio'),
    share: value,
    history: recent.get(key) ?? [],
    more: '',
    series: [key],
  }
}

/** What flows through all devices of both names together. */
function flow(title: string, names: readonly string[], { values, recent }: Figures): Gauge {
  const all = names.flatMap((name) => seriesNamed(values, name))
  const histories = all.map(({ key }) => recent.get(key) ?? [])
  const longest = Math.max(0, ...histories.map(({ length }) => length))
  const history = Array.from({ length: longest }, (_, index) =>
    sumOf(histories.map((one) => one[index - longest + one.length] ?? null)),
  )
  return {
    title,
    figure: figureWords(sumOf(all.map(({ value }) => value)), 'bytes-per-second'),
    share: null,
    history,
    more: '',
    series: all.map(({ key }) => key),
  }
}

/** The sum of what is known; null where nothing is. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

function told(values: Values, key: string, title: string, unit: Unit): string {
  const value = values[key]
  return value === undefined || value === null ? '' : `${title} ${figureWords(value, unit)}`
}

/** Told only where it is more than nothing. */
function positive(values: Values, key: string, title: string, unit: Unit): string {
  return (values[key] ?? 0) > 0 ? told(values, key, title, unit) : ''
}

function summed(values: Values, name: string, title: string): string {
  const sum = sumOf(seriesNamed(values, name).map(({ value }) => value))
  return sum === null ? '' : `${title} ${figureWords(sum, 'bytes-per-second')}`
}

function words(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
