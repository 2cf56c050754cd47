import { type KernelStat, quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { withBusiest } from './busiest.ts'
import { spentTime } from './share-of-time.ts'

/** With more CPUs, one that is busy is the rule. */
const fewCpus = 12
const calmMean = 0.5

export const cpuSingleCoreHot = defineCheck({
  id: 'cpu.single-core-hot',
  group: 'cpu',
  resource: 'cpu',
  role: 'utilization',
  title: 'One hot CPU',
  meaning:
    'One CPU is full while the machine as a whole is not: a program with one thread, or interrupts that all go to one CPU. More CPUs do not help it.',
  reads: '/proc/stat',
  source:
    'PCP: one CPU above 95 % on machines of up to 12; that all together are below 50 % is a house value',
  needs: ['kernelStat'],
  uses: ['processes'],
  rate: { periodSeconds: 120 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.95 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const cpus = busyCpus(facts.kernelStat)
    const [hottest] = cpus
    if (hottest === undefined) return { unknown: 'No CPU is counted in both samples of /proc/stat.' }
    if (cpus.length === 1) return { notApplicable: 'There is one CPU only.' }
    const mean = cpus.reduce((sum, { busy }) => sum + busy, 0) / cpus.length
    const { culprit, names, evidence } = withBusiest(facts.processes, windowSeconds)
    const isInterrupts = hottest.interrupts > hottest.busy / 2
    return {
      value: hottest.busy,
      because: `CPU ${hottest.cpu} was busy for ${percent(hottest.busy)} of the time, all ${cpus.length} together for ${percent(mean)}.${isInterrupts ? ' Most of it went to interrupts.' : ''}`,
      evidence: {
        hottest: quantity(hottest.busy, 'ratio'),
        mean: quantity(mean, 'ratio'),
        interrupts: quantity(hottest.interrupts, 'ratio'),
        cpu: String(hottest.cpu),
        ...evidence,
      },
      ...(mean >= calmMean ? { atMost: 'pass' } : cpus.length > fewCpus ? { atMost: 'info' } : {}),
      ...(culprit === undefined || isInterrupts ? {} : { culprit }),
      names,
    }
  },
  advice: [
    {
      text: 'See which thread fills the CPU; let the program use more: cluster or worker threads, more workers, shards.',
      command: 'top -H -b -n 1 -p {pid} | head -20',
      risk: 'none',
    },
    {
      text: 'Where it is interrupts, see which, and spread them with irqbalance or receive packet steering.',
      command: 'cat /proc/interrupts',
      risk: 'none',
    },
  ],
})

/** The CPUs that both samples count, the busiest first; shares of their own time. */
function busyCpus({ first, last }: { first: KernelStat | null; last: KernelStat }): {
  cpu: number
  busy: number
  interrupts: number
}[] {
  return Object.entries(last.perCpu)
    .flatMap(([cpu, after]) => {
      const before = first?.perCpu[Number(cpu)]
      if (before === undefined) return []
      const { all, busy, interrupts } = spentTime(before, after)
      return all > 0 ? [{ cpu: Number(cpu), busy: busy / all, interrupts: interrupts / all }] : []
    })
    .toSorted((a, b) => b.busy - a.busy)
}
