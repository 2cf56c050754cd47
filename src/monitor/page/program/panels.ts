import { parseSeriesKey, type Unit } from '../../../core/index.ts'

/** A chart of the page and what belongs in it. */
export interface Panel {
  id: string
  title: string
  unit: Unit
  /** Series keys, in which `*` stands for any characters. */
  patterns: readonly string[]
  /** Where its axis ends at least; null where the figures say. */
  ceiling: number | null
}

/** A part of the page. */
export interface Section {
  id: string
  title: string
  panels: readonly Panel[]
  /** What to do where none of its series is there. */
  whenEmpty: { text: string; option: string | null }
}

function panel(title: string, unit: Unit, patterns: readonly string[], ceiling: number | null = null): Panel {
  return { id: title.toLowerCase().replaceAll(/[^a-z]+/g, '-'), title, unit, patterns, ceiling }
}

/** The parts of the page from top to bottom. */
export const sections: readonly Section[] = [
  {
    id: 'system',
    title: 'System',
    panels: [
      panel('CPU', 'ratio', ['cpu.usage', 'cpu.iowait', 'cpu.steal'], 1),
      panel('Memory', 'ratio', ['memory.usage', 'cgroup.memory.usage'], 1),
      panel('Time lost to waiting', 'ratio', [
        'pressure.cpu',
        'pressure.memory',
        'pressure.io',
        'cgroup.throttled',
      ]),
      panel('Network traffic', 'bytes-per-second', ['network.received{*}', 'network.sent{*}']),
      panel('Disk traffic', 'bytes-per-second', ['disk.read{*}', 'disk.written{*}']),
      panel('Disk space in use', 'ratio', ['disk.usage{*}'], 1),
      panel('CPU of watched processes', 'cores', ['process.cpu{*}']),
      panel('Memory of watched processes', 'bytes', ['process.memory{*}']),
    ],
    whenEmpty: { text: 'No figures of the machine came yet.', option: null },
  },
  {
    id: 'application',
    title: 'Application',
    panels: [
      panel('Requests', 'per-second', ['app.requests']),
      panel('Response time', 'seconds', ['app.response', 'url.seconds{phase=total,*}']),
      panel('Failed requests', 'ratio', ['app.errors']),
      panel('Open connections', 'count', ['app.connections']),
      panel('Reachable (1) or not (0)', 'count', ['url.up{*}'], 1),
      panel('Delay of Node event loops', 'seconds', ['node.loop-delay{*}']),
    ],
    whenEmpty: {
      text: "The application's figures are not watched: add",
      option: '--url URL or --scrape URL',
    },
  },
  {
    id: 'scans',
    title: 'Scans',
    panels: [
      panel('Scans per hour', 'count', ['scan.per-hour']),
      panel('Duration of a scan', 'seconds', ['scan.duration']),
      panel('Successful scans', 'ratio', ['scan.success'], 1),
      panel('Queued and active scans', 'count', ['scan.queue', 'scan.active']),
    ],
    whenEmpty: { text: "LEWIS's scan metrics are not scraped: add", option: '--scrape URL' },
  },
]

/** The monitor's own cost. */
export const ownSeries: readonly string[] = ['self.cpu', 'self.memory', 'self.lag', 'self.skipped']

/** All that the page subscribes to. */
export const allPatterns: readonly string[] = [
  ...sections.flatMap(({ panels }) => panels.flatMap(({ patterns }) => patterns)),
  ...ownSeries,
]

const names: Readonly<Record<string, string>> = {
  'cpu.usage': 'in use',
  'cpu.iowait': 'waiting for disks',
  'cpu.steal': 'taken by other guests',
  'memory.usage': 'in use',
  'cgroup.memory.usage': "of the control group's limit",
  'pressure.cpu': 'for CPU',
  'pressure.memory': 'for memory',
  'pressure.io': 'for disks',
  'cgroup.throttled': 'throttled by the quota',
  'network.received': 'received',
  'network.sent': 'sent',
  'disk.read': 'read',
  'disk.written': 'written',
  'app.requests': 'requests',
  'app.response': 'all requests',
  'app.errors': 'failed',
  'app.connections': 'open',
  'scan.per-hour': 'per hour',
  'scan.duration': 'duration',
  'scan.success': 'successful',
  'scan.queue': 'queued',
  'scan.active': 'active',
}

/** What a series is called within its chart: `sda read`, `in use`, the URL. */
export function seriesLabel(key: string): string {
  const { name, tags } = parseSeriesKey(key)
  const of = Object.entries(tags).flatMap(([tag, value]) =>
    tag === 'phase' ? [] : [tag === 'pid' ? `process ${value}` : value],
  )
  return [...of, names[name] ?? (of.length === 0 ? name : '')].filter((part) => part !== '').join(' ')
}
