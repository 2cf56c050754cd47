import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { withBusiest } from './busiest.ts'
import { shareOfTime, stoodStill } from './share-of-time.ts'
import { shortForMinutes } from './short-for-minutes.ts'

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
  uses: ['processes', 'loadAverage', 'effectiveCpu', 'cpuPressure'],
  rate: { periodSeconds: 600 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.85, fail: 0.95, warnClear: 0.75, failClear: 0.85 },
  evaluate({ facts, windowSeconds }) {
    const share = (part: 'busy' | 'user' | 'system' | 'interrupts') =>
      shareOfTime(facts.kernelStat, (spent) => spent[part])
    const busy = share('busy')
    if (busy === null) return stoodStill
    const { culprit, names, evidence } = withBusiest(facts.processes, windowSeconds)
    const cores = facts.effectiveCpu.known ? facts.effectiveCpu.last.cores : null
    return {
      value: busy,
      because: `The CPUs were busy for ${percent(busy)} of the time.`,
      evidence: {
        busy: quantity(busy, 'ratio'),
        user: quantity(share('user') ?? 0, 'ratio'),
        system: quantity(share('system') ?? 0, 'ratio'),
        interrupts: quantity(share('interrupts') ?? 0, 'ratio'),
        ...evidence,
      },
      ...shortForMinutes(facts, { period: '300 s', cores }),
      ...(culprit === undefined ? {} : { culprit }),
      names,
    }
  },
  advice: [
    {
      text: 'See which processes use the CPU.',
      command: 'ps -eo pid,pcpu,comm --sort=-pcpu | head',
      risk: 'none',
    },
    {
      text: 'See which functions the first of them spends it in; then make them cheaper, or add CPUs.',
      command: 'lewis-perf diagnose process {pid} --cpu-profile 10s',
      risk: 'none',
    },
  ],
})
