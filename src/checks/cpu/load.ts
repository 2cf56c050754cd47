import { type Advice, type LoadAverage, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { splitLoad } from './load-split.ts'

const cpuAdvice: readonly Advice[] = [
  {
    text: 'Where threads wait for a CPU, see which processes use it; take fewer workers, or add CPUs.',
    command: 'ps -eo pid,stat,pcpu,comm --sort=-pcpu | head',
    risk: 'none',
  },
]
const blockedAdvice: readonly Advice[] = [
  {
    text: 'Where they wait uninterruptibly, see who waits in which function of the kernel: CPUs do not help.',
    command: "ps -eo pid,stat,wchan:32,comm | grep -E '^ *[0-9]+ D'",
    risk: 'none',
  },
]

export const cpuLoad = defineCheck({
  id: 'cpu.load',
  group: 'cpu',
  resource: 'cpu',
  role: 'saturation',
  title: 'Load average',
  meaning:
    'How many threads ran, waited for a CPU or waited uninterruptibly (mostly for a disk or a network mount), on average over 1, 5 and 15 minutes, for each CPU. The limit is that of 15 minutes; 5 minutes may be twice and 1 minute four times as high. Which of the two kinds of waiting it is decides what helps.',
  reads: '/proc/loadavg, /proc/stat',
  source:
    'netdata 2, 4 and 8 a CPU over 15, 5 and 1 minutes (cleared at 1.75); node_exporter mixin 2 for 15 minutes',
  needs: ['loadAverage', 'effectiveCpu'],
  uses: ['kernelStat', 'processes'],
  thresholds: { unit: 'count', direction: 'above', warn: 2, warnClear: 1.75 },
  worst: 'warn',
  evaluate({ facts }) {
    const { one, five, fifteen } = facts.loadAverage.last
    const { cores } = facts.effectiveCpu.last
    const value = Math.max(fifteen, five / 2, one / 4) / cores
    const isOver = one < cores
    const split = splitLoad(facts)
    return {
      value,
      because: `The load is ${formatQuantity(one)} over 1, ${formatQuantity(five)} over 5 and ${formatQuantity(fifteen)} over 15 minutes, for ${formatQuantity(cores, 'cores')}. ${split.sentence} ${trend(facts.loadAverage.last)}`,
      evidence: {
        '1 min': quantity(one, 'count'),
        '5 min': quantity(five, 'count'),
        '15 min': quantity(fifteen, 'count'),
        cores: quantity(cores, 'cores'),
        ...split.evidence,
      },
      // What is left of a load that has ended harms nobody.
      ...(isOver ? { atMost: 'info' } : {}),
      ...(split.culprit === undefined ? {} : { culprit: split.culprit }),
      advice: split.isBlocked ? [...blockedAdvice, ...cpuAdvice] : [...cpuAdvice, ...blockedAdvice],
      names: split.names,
    }
  },
  advice: [...cpuAdvice, ...blockedAdvice],
})

function trend({ one, fifteen }: LoadAverage): string {
  if (one > fifteen * 1.25) return 'It is rising.'
  return one < fifteen * 0.75 ? 'It is falling.' : 'It is steady.'
}
