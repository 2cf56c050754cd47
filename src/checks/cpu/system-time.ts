import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { systemSeconds, withBusiest } from './busiest.ts'
import { spentTime, stoodStill } from './share-of-time.ts'

const busyEnough = 0.7
const worthALook = 0.2

export const cpuSystemTime = defineCheck({
  id: 'cpu.system-time',
  group: 'cpu',
  resource: 'cpu',
  role: 'utilization',
  title: 'Time in the kernel',
  meaning:
    'How much of the work was done by the kernel for programs instead of by the programs. Much of it on a busy machine speaks of many small system calls, of locks, or of memory that is reclaimed.',
  reads: '/proc/stat',
  source:
    'PCP: above 75 % while the CPUs are busy for more than 70 %; Gregg: worth a look from 20 % of all time on',
  needs: ['kernelStat'],
  uses: ['processes'],
  rate: { periodSeconds: 120 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.75 },
  worst: 'warn',
  evaluate({ facts, windowSeconds, thresholds }) {
    const { first, last } = facts.kernelStat
    const spent = first === null ? null : spentTime(first.total, last.total)
    if (spent === null || spent.all === 0) return stoodStill
    const [system, busy] = [spent.system / spent.all, spent.busy / spent.all]
    const ofWork = spent.user + spent.system > 0 ? spent.system / (spent.user + spent.system) : 0
    const warns = busy > busyEnough && ofWork >= (thresholds.warn ?? Number.POSITIVE_INFINITY)
    const { culprit, names, evidence } = withBusiest(facts.processes, windowSeconds, systemSeconds)
    return {
      value: ofWork,
      status: warns ? 'warn' : system > worthALook ? 'info' : 'pass',
      because: `The kernel used ${percent(system)} of the CPU time, which is ${percent(ofWork)} of the work done.`,
      evidence: {
        'of the work': quantity(ofWork, 'ratio'),
        system: quantity(system, 'ratio'),
        busy: quantity(busy, 'ratio'),
        ...evidence,
      },
      ...(culprit === undefined ? {} : { culprit }),
      names,
    }
  },
  advice: [
    { text: 'See which functions of the kernel are busy.', command: 'perf top -g', risk: 'none' },
    {
      text: 'Count the system calls of the process that causes most of it, for 10 seconds; it runs slower meanwhile.',
      command: 'timeout 10 strace -f -c -p {pid}',
      risk: 'none',
    },
  ],
})
