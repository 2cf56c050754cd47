import { quantity } from '../../core/index.ts'
import { accused, topProcess } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { growth } from '../growth.ts'
import { percent } from '../words.ts'
import { shareOfTime, stoodStill } from './share-of-time.ts'

export const cpuIowait = defineCheck({
  id: 'cpu.iowait',
  group: 'cpu',
  resource: 'disk',
  role: 'utilization',
  title: 'CPUs idle for I/O',
  meaning:
    'The share of CPU time that was idle while some thread waited for a disk. It only supports what the disk checks find: other work on the same CPUs makes it vanish although the disk is as slow as before.',
  reads: '/proc/stat',
  source: 'netdata 40 % (cleared at 20 %)',
  needs: ['kernelStat'],
  uses: ['processes'],
  rate: { periodSeconds: 600 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.4, warnClear: 0.2 },
  worst: 'warn',
  evaluate({ facts }) {
    if (facts.kernelStat.last.total.iowait === null)
      return { unknown: 'The kernel is too old to count waiting for I/O.' }
    const waiting = shareOfTime(facts.kernelStat, (spent) => spent.iowait)
    if (waiting === null) return stoodStill
    const top = topProcess(facts.processes, (before, after) =>
      growth(before.blockIoSeconds, after.blockIoSeconds),
    )
    return {
      value: waiting,
      because: `The CPUs were idle for ${percent(waiting)} of the time while something waited for a disk.`,
      evidence: { waiting: quantity(waiting, 'ratio') },
      ...accused(top?.process),
    }
  },
  advice: [
    {
      text: 'See which disk is slow, and read what the disk checks say.',
      command: 'iostat -xd 1 5',
      risk: 'none',
    },
  ],
})
