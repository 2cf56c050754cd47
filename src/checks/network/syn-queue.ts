import { type Fact, type KernelMessage, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { grown } from './counted.ts'

const recentSeconds = 600

export const netSynQueue = defineCheck({
  id: 'net.syn-queue',
  group: 'network',
  resource: 'network',
  role: 'saturation',
  title: 'Queues of half-open connections',
  meaning:
    'How often the queue of connections that are just being opened was full: the attempt was dropped, or with SYN cookies answered without remembering it. Either a server gets more than it can open, or somebody floods it.',
  reads: '/proc/net/netstat (TCPReqQFullDrop, TCPReqQFullDoCookies)',
  source: 'netdata 1 and 5 a second over a minute; PCP any',
  needs: ['netstat'],
  uses: ['sysctls', 'kernelLog', 'uptimeSeconds'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'per-second', direction: 'above', warn: 1, fail: 5 },
  evaluate({ facts, windowSeconds }) {
    const drops = grown(facts.netstat, 'TcpExt', 'TCPReqQFullDrop')
    const cookies = grown(facts.netstat, 'TcpExt', 'TCPReqQFullDoCookies')
    if (drops === null && cookies === null)
      return { unknown: 'TCPReqQFullDrop is not in /proc/net/netstat, or was reset meanwhile.' }
    const full = (drops ?? 0) + (cookies ?? 0)
    const rate = full / windowSeconds
    const settings = facts.sysctls.known ? facts.sysctls.last : null
    const backlog = sysctlNumber(settings, 'net.ipv4.tcp_max_syn_backlog')
    const isOff = sysctlNumber(settings, 'net.ipv4.tcp_syncookies') === 0
    return {
      value: rate,
      because:
        full === 0
          ? `No queue of half-open connections was full.${isOff ? ' SYN cookies are off, which would help if one were.' : ''}`
          : `A queue of half-open connections was full ${formatQuantity(full)} times, ${formatQuantity(rate, 'per-second')}.${isOff ? ' SYN cookies are off.' : ''}`,
      evidence: {
        rate: quantity(rate, 'per-second'),
        dropped: quantity(drops ?? 0, 'count'),
        'answered by a cookie': quantity(cookies ?? 0, 'count'),
        ...(backlog === null ? {} : { 'net.ipv4.tcp_max_syn_backlog': quantity(backlog, 'count') }),
      },
      ...confirmedByLog(facts.kernelLog, facts.uptimeSeconds),
      names: backlog === null ? {} : { before: String(backlog) },
    }
  },
  advice: [
    {
      text: 'See where the half-open connections come from: many unknown addresses mean a flood.',
      command: 'ss -tn state syn-recv | head -40',
      risk: 'none',
    },
    {
      text: 'Switch SYN cookies on, so that a flood does not shut others out.',
      command: 'sysctl -w net.ipv4.tcp_syncookies=1',
      persist: "echo 'net.ipv4.tcp_syncookies = 1' > /etc/sysctl.d/90-syncookies.conf",
      undo: 'sysctl -w net.ipv4.tcp_syncookies=0; rm -f /etc/sysctl.d/90-syncookies.conf',
      risk: 'none',
    },
    {
      text: 'Let the queue be longer where the load is honest; the backlog of the server and net.core.somaxconn limit it too.',
      command: 'sysctl -w net.ipv4.tcp_max_syn_backlog=8192',
      persist: "echo 'net.ipv4.tcp_max_syn_backlog = 8192' > /etc/sysctl.d/90-syn-backlog.conf",
      undo: 'sysctl -w net.ipv4.tcp_max_syn_backlog={before}; rm -f /etc/sysctl.d/90-syn-backlog.conf',
      risk: 'none',
    },
  ],
})

/** The kernel logs it once for a listener, however long it goes on. */
function confirmedByLog(log: Fact<KernelMessage[]>, uptime: Fact<number>): { confirmed?: string } {
  if (!log.known || !uptime.known) return {}
  const told = log.last.findLast(
    ({ atSeconds, text }) => atSeconds >= uptime.last - recentSeconds && /possible SYN flooding/i.test(text),
  )
  return told === undefined
    ? {}
    : { confirmed: 'The kernel agrees: its log of the last 10 minutes tells of possible SYN flooding.' }
}
