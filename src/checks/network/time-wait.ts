import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { grownIn } from './counted.ts'

export const netTimeWait = defineCheck({
  id: 'net.time-wait',
  group: 'network',
  resource: 'network',
  role: 'utilization',
  title: 'Closed connections that wait',
  meaning:
    'Connections that were closed here wait for a minute (TIME_WAIT), so that late packets find nobody else. Many of them are no harm in themselves: they show that connections are opened and closed where they could be kept.',
  reads: '/proc/net/sockstat, /proc/net/netstat (TCPTimeWaitOverflow)',
  source: 'lynis NETW-3028: 5,000',
  needs: ['socketUse'],
  uses: ['netstat', 'sysctls'],
  thresholds: { unit: 'count', direction: 'above', warn: 5000 },
  worst: 'info',
  evaluate({ facts }) {
    const waiting = facts.socketUse.last['TCP']?.['tw']
    if (waiting === undefined) return { unknown: '/proc/net/sockstat does not count waiting connections.' }
    const most = sysctlNumber(facts.sysctls.known ? facts.sysctls.last : null, 'net.ipv4.tcp_max_tw_buckets')
    const overflows = grownIn(facts.netstat, 'TcpExt', 'TCPTimeWaitOverflow') ?? 0
    const over =
      overflows > 0
        ? ` ${formatQuantity(overflows)} more were ended at once, because net.ipv4.tcp_max_tw_buckets allows no more.`
        : ''
    return {
      value: waiting,
      because: `${formatQuantity(waiting)} closed connections wait (TIME_WAIT).${over}`,
      evidence: {
        waiting: quantity(waiting, 'count'),
        ...(most === null ? {} : { 'net.ipv4.tcp_max_tw_buckets': quantity(most, 'count') }),
        ...(overflows === 0 ? {} : { 'ended at once': quantity(overflows, 'count') }),
      },
      ...(overflows > 0 ? { status: 'info' } : {}),
    }
  },
  advice: [
    {
      text: 'See where they went to, and keep those connections open: keep-alive, or a pool. Never use tcp_tw_recycle of old kernels: it breaks clients behind one address.',
      command: 'ss -tan state time-wait | head -40',
      risk: 'none',
    },
  ],
})
