import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { shareOfTime } from './share-of-time.ts'

export const cpuUtilization = defineCheck({
  id: 'cpu.utilization',
  group: 'cpu',
  resource: 'cpu',
  role: 'utilization',
  title: 'CPU use',
  meaning:
    'The share of CPU time that did work. Near 100 % every new request waits; how long is told by the run queue and by pressure.',
  reads: '/proc/stat',
  source: 'netdata 85/95 % over 10 minutes (cleared at 75/85 %); node_exporter mixin and PCP 90 %',
  needs: ['kernelStat'],
  uses: ['processes', 'loadAverage', 'effectiveCpu'],
  rate: { periodSeconds: 600 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.85, fail: 0.95, warnClear: 0.75, failClear: 0.85 },
  evaluate({ facts }) {
    const busy = shareOfTime(facts.kernelStat, (times) => times.busy)
    if (busy === null) return { unknown: 'The CPU counters of /proc/stat did not move.' }
    return {
      value: busy,
      because: `The CPUs were busy for ${Math.round(busy * 100)} % of the time.`,
      evidence: { busy: quantity(busy, 'ratio') },
    }
  },
  advice: [
    {
      text: 'See which processes use the CPU, then profile the first.',
      command: 'ps -eo pid,pcpu,comm --sort=-pcpu | head',
      risk: 'none',
    },
  ],
})
