import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { grown } from './counted.ts'
import { fullestListener, likelyOwner } from './fullest-listener.ts'

export const netListenOverflow = defineCheck({
  id: 'net.listen-overflow',
  group: 'network',
  resource: 'network',
  role: 'saturation',
  title: 'Connections refused by full listen queues',
  meaning:
    'Connections that were dropped because a server did not accept them fast enough: the client repeats its attempt after 1 s, then 3 s, then gives up. The counters are those of the whole network namespace; the listener is named by the queue that is fullest now.',
  reads: '/proc/net/netstat (ListenOverflows, ListenDrops), /proc/net/tcp, /proc/net/tcp6',
  source: 'netdata 1 and 5 a second over a minute; PCP any',
  needs: ['netstat'],
  uses: ['tcpSockets', 'processes', 'sysctls'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'per-second', direction: 'above', warn: 1, fail: 5 },
  evaluate({ facts, windowSeconds, thresholds }) {
    const overflows = grown(facts.netstat, 'TcpExt', 'ListenOverflows')
    const drops = grown(facts.netstat, 'TcpExt', 'ListenDrops')
    if (overflows === null && drops === null)
      return { unknown: 'ListenOverflows is not in /proc/net/netstat, or was reset meanwhile.' }
    // A connection that does not fit is counted in both; ListenDrops also has those dropped for other reasons.
    const lost = Math.max(overflows ?? 0, drops ?? 0)
    const rate = lost / windowSeconds
    const listener = lost > 0 ? fullestListener(facts.tcpSockets) : null
    const owner = listener === null ? null : likelyOwner(listener, facts.processes)
    const where =
      listener === null
        ? ''
        : ` The fullest queue is that of ${listener.address}${owner === null ? '' : `, most likely of ${owner}`}: ${formatQuantity(listener.waiting)} wait.`
    const somaxconn = sysctlNumber(facts.sysctls.known ? facts.sysctls.last : null, 'net.core.somaxconn')
    return {
      value: rate,
      because:
        lost === 0
          ? 'No listen queue was full.'
          : `${formatQuantity(lost)} connections were dropped at full listen queues, ${formatQuantity(rate, 'per-second')}.${where}`,
      evidence: {
        dropped: quantity(lost, 'count'),
        rate: quantity(rate, 'per-second'),
        ...(overflows === null ? {} : { overflows: quantity(overflows, 'count') }),
        ...(listener === null
          ? {}
          : { listener: listener.address, waiting: quantity(listener.waiting, 'count') }),
        ...(somaxconn === null ? {} : { 'net.core.somaxconn': quantity(somaxconn, 'count') }),
      },
      ...(rate > 0 && rate < (thresholds.warn ?? 0) ? { status: 'info' } : {}),
      ...(owner === null ? (listener === null ? {} : { culprit: listener.address }) : { culprit: owner }),
      names: {
        ...(somaxconn === null ? {} : { before: String(somaxconn) }),
        ...(listener === null ? {} : { port: listener.address.slice(listener.address.lastIndexOf(':') + 1) }),
      },
    }
  },
  advice: [
    {
      text: 'See whose queue is full: Recv-Q has reached Send-Q, which is its length.',
      command: 'ss -ltnp',
      risk: 'none',
    },
    {
      text: 'Unblock what accepts: a busy event loop, all workers occupied, a stopped process. A longer queue only helps against bursts.',
    },
    {
      text: 'Let queues be longer; the server has to ask for more as well (its backlog) and be restarted.',
      command: 'sysctl -w net.core.somaxconn=4096',
      persist: "echo 'net.core.somaxconn = 4096' > /etc/sysctl.d/90-somaxconn.conf",
      undo: 'sysctl -w net.core.somaxconn={before}; rm -f /etc/sysctl.d/90-somaxconn.conf',
      risk: 'restart',
    },
  ],
})
