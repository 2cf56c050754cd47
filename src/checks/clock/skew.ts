import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'

export const clockSkew = defineCheck({
  id: 'clk.skew',
  group: 'clock',
  resource: 'clock',
  role: 'errors',
  title: 'Clock skew',
  meaning:
    'How far the clock of the remote machine is from ours at the least: the difference less what the round trip leaves open. It cannot tell which of the two is wrong.',
  reads: 'the remote clock against the middle of the round trip',
  source: 'node_exporter mixin 50 ms',
  needs: ['clockOffset'],
  absentMeans: 'Only the clock of a remote machine can be compared with ours.',
  thresholds: { unit: 'seconds', direction: 'above', warn: 0.05 },
  worst: 'warn',
  evaluate({ facts }) {
    const { offsetSeconds, uncertaintySeconds } = facts.clockOffset.last
    const provable = Math.max(0, Math.abs(offsetSeconds) - uncertaintySeconds)
    const way = offsetSeconds < 0 ? 'behind' : 'ahead of'
    return {
      value: provable,
      because:
        provable === 0
          ? `Its clock and ours agree as far as can be told, which is to ${told(uncertaintySeconds)}.`
          : `Its clock is ${told(Math.abs(offsetSeconds))} ${way} ours, give or take ${told(uncertaintySeconds)}.`,
      evidence: {
        offset: {
          ...quantity(offsetSeconds, 'seconds'),
          low: offsetSeconds - uncertaintySeconds,
          high: offsetSeconds + uncertaintySeconds,
        },
        'at least': quantity(provable, 'seconds'),
      },
    }
  },
  advice: [
    {
      text: 'See on both machines whether the clock is synchronized, and mend the one that is not.',
      command: 'timedatectl',
      risk: 'none',
    },
    {
      text: 'With chrony, set the clock right at once; programs see the time jump.',
      command: 'chronyc makestep',
      risk: 'none',
    },
  ],
})

function told(seconds: number): string {
  return formatQuantity(seconds, 'seconds')
}
