import type { Alert, Tick } from '../../../src/core/index.ts'
import type { Seen } from '../../../src/monitor/view/seen.ts'
import { type PictureRoom, plainColour } from '../../../src/report/index.ts'

/** 2027-03-31 01:53:20 UTC. */
export const epochMs = 1_806_457_999_000 + 1000

export const room: PictureRoom = { columns: 80, rows: 24, unicode: true, colour: plainColour }

export const values: Tick['values'] = {
  'cpu.usage': 0.534,
  'cpu.load1': 1.25,
  'pressure.cpu': 0.04,
  'memory.usage': 0.61,
  'memory.available': 780 * 2 ** 20,
  'disk.usage{mount=/}': 0.72,
  'disk.free{mount=/}': 12 * 2 ** 30,
  'disk.usage{mount=/data}': 0.9,
  'disk.free{mount=/data}': 2 ** 30,
  'disk.usage{mount=/tmp}': 0.1,
  'disk.read{device=sda}': 1024,
  'disk.read{device=sdb}': 1024,
  'disk.written{device=sda}': 2048,
  'network.received{interface=eth0}': 340 * 1024,
  'network.sent{interface=eth0}': 12 * 1024,
  'self.cpu': 0.004,
  'self.memory': 61 * 2 ** 20,
  'self.skipped': 0,
}

export const processes: NonNullable<Tick['processes']> = [
  { pid: 4711, name: 'node', cpuCores: 0.5, residentBytes: 2 ** 27, command: 'node server.js' },
  { pid: 99, name: 'postgres', cpuCores: 0.02, residentBytes: 2 ** 30, command: 'postgres: writer' },
  { pid: 12, name: 'kworker', cpuCores: 0.1, residentBytes: 0, command: '' },
]

export function alertOf(part: Partial<Alert>): Alert {
  return {
    rule: 'cpu',
    title: 'CPU is busy',
    series: 'cpu.usage',
    state: 'firing',
    severity: 'high',
    message: 'cpu.usage is 97 %, above 85 % for 2 min.',
    value: 0.97,
    threshold: 0.85,
    unit: 'ratio',
    labels: {},
    runbook: null,
    sinceEpochMs: epochMs,
    firedEpochMs: epochMs,
    resolvedEpochMs: null,
    silencedUntilEpochMs: null,
    isFlapping: false,
    ...part,
  }
}

export function seenOf(part: Partial<Seen> = {}): Seen {
  return {
    title: 'web-1',
    cores: 2,
    intervalSeconds: 1,
    tick: {
      epochMs,
      values,
      sources: [{ name: 'host', staleBecause: null, toldEpochMs: epochMs }],
      processes: null,
    },
    recent: new Map([['cpu.usage', [0.1, null, 0.534]]]),
    processes,
    alerts: [],
    notes: [],
    ...part,
  }
}
