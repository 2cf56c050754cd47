import { quantity, type SoftnetCpu } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { growth } from '../growth.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { inAMinute } from './counted.ts'

export const netSoftnet = defineCheck({
  id: 'net.softnet',
  group: 'network',
  resource: 'network',
  role: 'saturation',
  title: 'Packets that wait for a CPU',
  meaning:
    'Received packets that a CPU had to drop because its queue was full (dropped), and how often it ran out of its share of time with packets left over (squeezed), per minute. A window shorter than a minute has to see as many by itself.',
  reads: '/proc/net/softnet_stat',
  source: 'netdata 10 a minute (cleared at 0)',
  needs: ['softnet'],
  uses: ['sysctls'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'count', direction: 'above', warn: 10, warnClear: 1 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const { first, last } = facts.softnet
    if (first === null || first.length !== last.length)
      return { unknown: 'CPUs came or went during the window: run it again.' }
    const settings = facts.sysctls.known ? facts.sysctls.last : null
    const names = Object.fromEntries(
      (
        [
          ['backlog', 'net.core.netdev_max_backlog'],
          ['budget', 'net.core.netdev_budget'],
        ] as const
      ).flatMap(([word, name]) => {
        const value = sysctlNumber(settings, name)
        return value === null ? [] : [[word, String(value)]]
      }),
    )
    return (['dropped', 'squeezed'] as const).map((kind) => ({
      ...perMinute(kind, first, last, windowSeconds),
      names,
    }))
  },
  advice: [
    {
      text: 'See whether one CPU takes all packets: spread the interrupts (irqbalance), or the packets (RPS).',
      command: 'grep -E "CPU|eth|en[ops]|virtio" /proc/interrupts | cut -c -100',
      risk: 'none',
    },
    {
      text: 'Where packets are dropped, let more of them wait for a CPU.',
      command: 'sysctl -w net.core.netdev_max_backlog=5000',
      persist: "echo 'net.core.netdev_max_backlog = 5000' > /etc/sysctl.d/90-netdev-backlog.conf",
      undo: 'sysctl -w net.core.netdev_max_backlog={backlog}; rm -f /etc/sysctl.d/90-netdev-backlog.conf',
      risk: 'none',
    },
    {
      text: 'Where a CPU is squeezed, let it take more packets at a time.',
      command: 'sysctl -w net.core.netdev_budget=600',
      persist: "echo 'net.core.netdev_budget = 600' > /etc/sysctl.d/90-netdev-budget.conf",
      undo: 'sysctl -w net.core.netdev_budget={budget}; rm -f /etc/sysctl.d/90-netdev-budget.conf',
      risk: 'none',
    },
  ],
})

function perMinute(
  kind: 'dropped' | 'squeezed',
  first: readonly SoftnetCpu[],
  last: readonly SoftnetCpu[],
  windowSeconds: number,
): Reading {
  const grown = last.map((cpu, index) => growth(first[index]?.[kind], cpu[kind]) ?? 0)
  const count = grown.reduce((sum, one) => sum + one, 0)
  const most = Math.max(...grown)
  const what =
    kind === 'dropped' ? 'Packets were dropped for lack of a CPU' : 'CPUs ran out of their time for packets'
  return {
    instance: kind,
    value: inAMinute(count, windowSeconds),
    because:
      count === 0
        ? kind === 'dropped'
          ? 'No received packet was dropped for lack of a CPU.'
          : 'Every CPU took all packets that had come.'
        : `${what} ${formatQuantity(count)} times in ${formatQuantity(windowSeconds, 'seconds')}, ${formatQuantity(most)} of them on CPU ${grown.indexOf(most)}.`,
    evidence: {
      [kind]: quantity(count, 'count'),
      rate: quantity(count / windowSeconds, 'per-second'),
    },
  }
}
