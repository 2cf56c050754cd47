import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { withLargest } from './largest.ts'
import { manyPages, swapTraffic } from './swap-traffic.ts'

const felt = 0.05

export const memSwapUsed = defineCheck({
  id: 'mem.swap-used',
  group: 'memory',
  resource: 'memory',
  role: 'utilization',
  title: 'Swap in use',
  meaning:
    'How full swap is. Pages that nobody uses may lie there for good, so that it warns only while pages also move or tasks wait for memory; full swap then means that the next shortage ends with a kill.',
  reads: '/proc/meminfo, /proc/vmstat',
  source: 'netdata 90/98 % (cleared at 80/90 %)',
  needs: ['meminfo'],
  uses: ['vmstat', 'memoryPressure', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.98, warnClear: 0.8, failClear: 0.9 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const { SwapTotal: total, SwapFree: free } = facts.meminfo.last
    if (total === 0) return { notApplicable: 'There is no swap.' }
    if (total === undefined || free === undefined)
      return { unknown: '/proc/meminfo does not tell SwapTotal and SwapFree.' }
    const used = Math.max(0, total - free)
    const traffic = facts.vmstat.known ? swapTraffic(facts.vmstat, windowSeconds) : null
    const moves = traffic !== null && Math.max(traffic.in, traffic.out) >= manyPages
    const some = facts.memoryPressure.known ? facts.memoryPressure.last.some.avg60 : 0
    const isFelt = moves || some >= felt
    const { evidence, ...suspect } = withLargest(facts.processes)
    return {
      value: used / total,
      because: `${percent(used / total)} of swap is used, ${formatQuantity(used, 'bytes')} of ${formatQuantity(total, 'bytes')}${isFelt ? '' : '; nothing waits for it'}.`,
      evidence: { used: quantity(used, 'bytes'), total: quantity(total, 'bytes'), ...evidence },
      ...(isFelt ? {} : { atMost: 'info' }),
      ...suspect,
    }
  },
  advice: [
    {
      text: 'See who holds memory in swap; restart what leaks, or add memory.',
      command: 'grep VmSwap /proc/[0-9]*/status | sort -k2 -n | tail',
      risk: 'none',
    },
  ],
})
