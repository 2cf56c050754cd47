import type { AlertRuleTexts } from '../core/index.ts'

/** Pressure of 10 % over a minute is medium, 25 % critical: house values. */
const pressure: AlertRuleTexts = {
  overSeconds: 60,
  above: '10%',
  clear: '7.5%',
  severityRatios: { medium: 1, high: 1.75, critical: 2.5 },
  delay: { downSeconds: 60, multiplier: 1.5, maximumSeconds: 600 },
}

/**
 * The rules that hold without a word in a profile, by id; a profile changes any key of them, and `off: true` switches one off. Ticks
 * come every `intervalSeconds`.
 */
export function builtInRules({
  intervalSeconds = 1,
}: {
  intervalSeconds?: number
} = {}): Record<string, AlertRuleTexts> {
  return { ...machineRules, ...watchdogRules(intervalSeconds) }
}

const machineRules: Readonly<Record<string, AlertRuleTexts>> = {
  'pressure.cpu': {
    ...pressure,
    title: 'Work that waits for CPU',
    metric: 'pressure.cpu',
    runbook: 'More runs than the CPUs can take: lower the number of workers, move batch work, or add CPUs.',
  },
  'pressure.memory': {
    ...pressure,
    title: 'Work that waits for memory',
    metric: 'pressure.memory',
    runbook: 'Memory is taken back while it is needed: find the largest process, cap caches, or add memory.',
  },
  'pressure.io': {
    ...pressure,
    title: 'Work that waits for disks',
    metric: 'pressure.io',
    runbook: 'Find who reads and writes most, move it or give it a faster volume.',
  },
  // The Kubernetes mixin tells of 25 % of periods; 50 % as critical is a house value.
  'cpu.throttled': {
    title: 'Throttled by the CPU quota',
    metric: 'cgroup.throttled',
    overSeconds: 300,
    above: '25%',
    clear: '20%',
    severityRatios: { medium: 1, high: 1.5, critical: 2 },
    delay: { downSeconds: 60, multiplier: 1.5, maximumSeconds: 900 },
    runbook: 'Raise the CPU limit of the container, or run fewer threads in it.',
  },
  // The node-exporter mixin warns at 24 hours and calls 4 critical; netdata is calm again at 48.
  'disk.full': {
    title: 'Free space',
    metric: 'disk.free',
    judge: 'time-to-empty',
    below: '24h',
    clear: '48h',
    forSeconds: 600,
    severityRatios: { medium: 1, high: 2, critical: 6 },
    delay: { downSeconds: 600, multiplier: 1.5, maximumSeconds: 7200 },
    runbook: 'Find what grows (du -xh --max-depth=2), rotate or prune it, or enlarge the volume.',
  },
  'url.down': {
    title: 'Endpoint',
    metric: 'url.up',
    below: '1',
    forSeconds: 10,
    severity: 'critical',
    delay: { downSeconds: 10, multiplier: 2, maximumSeconds: 300 },
    runbook: 'Ask it by hand (curl -v), then look at its log and at the process behind it.',
  },
}

function watchdogRules(intervalSeconds: number): Record<string, AlertRuleTexts> {
  return {
    'self.lag': {
      title: 'Delay of the monitor itself',
      metric: 'self.lag',
      above: `${intervalSeconds}s`,
      forSeconds: 10 * intervalSeconds,
      severity: 'high',
      runbook: 'The machine leaves the monitor no time, or it watches too much: raise --interval.',
    },
    // 1 % of the ticks of five minutes at one a second.
    'self.skipped': {
      title: 'Ticks that the monitor skipped',
      metric: 'self.skipped',
      judge: 'increase',
      overSeconds: 300,
      above: '3',
      clear: '0',
      severity: 'medium',
      runbook: 'The machine leaves the monitor no time, or it watches too much: raise --interval.',
    },
    'source.stale': {
      title: 'Source without figures',
      metric: 'source.stale',
      above: `${Math.max(60, 10 * intervalSeconds)}s`,
      clear: '0s',
      severity: 'high',
      runbook: 'The list of sources says why it tells nothing.',
    },
  }
}
