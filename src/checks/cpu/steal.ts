import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { shareOfTime, stoodStill } from './share-of-time.ts'

export const cpuSteal = defineCheck({
  id: 'cpu.steal',
  group: 'cpu',
  resource: 'cpu',
  role: 'saturation',
  title: 'Stolen CPU time',
  meaning:
    'The share of time in which this virtual machine wanted to run and the hypervisor let others run. Nothing inside the machine can mend it.',
  reads: '/proc/stat',
  source: 'netdata 10 % over 20 minutes (cleared at 5 %)',
  needs: ['kernelStat'],
  rate: { periodSeconds: 1200 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.1, warnClear: 0.05 },
  worst: 'warn',
  evaluate({ facts }) {
    if (facts.kernelStat.last.total.steal === null)
      return { unknown: 'The kernel is too old to count stolen time.' }
    const stolen = shareOfTime(facts.kernelStat, (spent) => spent.steal)
    if (stolen === null) return stoodStill
    return {
      value: stolen,
      because: `The hypervisor took ${percent(stolen)} of the CPU time for others.`,
      evidence: { stolen: quantity(stolen, 'ratio') },
    }
  },
  advice: [
    {
      text: 'Watch the column st for a minute. If it stays, move to another host or to dedicated CPUs; on burstable instances look whether the CPU credits are used up.',
      command: 'vmstat 5 12',
      risk: 'none',
    },
  ],
})
