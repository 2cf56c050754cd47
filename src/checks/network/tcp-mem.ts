import { type Fact, type ProtocolCounters, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { percent } from '../words.ts'
import { grownIn } from './counted.ts'
import { sysctlList } from './sysctl-list.ts'

/** Where the page size is not told; it only bears on what is shown. */
const usualPageBytes = 4096
const manyOrphans = 0.25
const tooManyOrphans = 0.5

export const netTcpMem = defineCheck({
  id: 'net.tcp-mem',
  group: 'network',
  resource: 'network',
  role: 'saturation',
  title: 'Memory of TCP',
  meaning:
    'How much memory the buffers of all TCP connections take, against net.ipv4.tcp_mem: from its second value (pressure) on the kernel shrinks buffers, at the third it drops what arrives. Connections that no process owns any more (orphans) are limited too: it warns at a quarter and fails at half of their limit, as the kernel may count each of them up to four times.',
  reads: '/proc/net/sockstat, /proc/sys/net/ipv4/tcp_mem, /proc/net/netstat (TCPAbortOnMemory)',
  source: 'netdata: pressure, 90 % of the limit; orphans 25/50 %',
  needs: ['socketUse', 'sysctls'],
  uses: ['netstat', 'system'],
  thresholds: { unit: 'ratio', direction: 'above', fail: 0.9 },
  evaluate({ facts, thresholds }) {
    const tcp = facts.socketUse.last['TCP'] ?? {}
    const pages = sysctlList(facts.sysctls.last, 'net.ipv4.tcp_mem')
    const pageBytes = facts.system.known ? facts.system.last.pageBytes : usualPageBytes
    const readings = [
      ...memory(tcp['mem'], pages, pageBytes, thresholds),
      ...orphans(tcp['orphan'], sysctlNumber(facts.sysctls.last, 'net.ipv4.tcp_max_orphans')),
      ...aborted(facts.netstat),
    ]
    return readings.length > 0
      ? readings
      : {
          unknown:
            'The memory of TCP or its limit (net.ipv4.tcp_mem) is not told: a network namespace of its own, as containers have, does not show it.',
        }
  },
  advice: [
    {
      text: 'See which connections hold unread or unsent data (Recv-Q, Send-Q): a program that does not read piles it up.',
      command: 'ss -tanp | sort -k2,3 -rn | head -20',
      risk: 'none',
    },
    {
      text: 'Grant TCP twice the pages where the machine has the memory; the values are low, pressure and limit.',
      command: 'sysctl -w net.ipv4.tcp_mem={doubled}',
      persist: 'echo net.ipv4.tcp_mem = {doubled} > /etc/sysctl.d/90-tcp-mem.conf',
      undo: 'sysctl -w net.ipv4.tcp_mem={before}; rm -f /etc/sysctl.d/90-tcp-mem.conf',
      risk: 'none',
    },
  ],
})

function memory(
  used: number | undefined,
  limits: readonly number[] | null,
  pageBytes: number,
  { fail = 1 }: Thresholds,
): Reading[] {
  const [, pressure, high] = limits ?? []
  if (used === undefined || limits === null || pressure === undefined || high === undefined || high === 0)
    return []
  const share = used / high
  const presses = used >= pressure
  return [
    {
      instance: 'memory',
      value: share,
      because: `The buffers of TCP take ${formatQuantity(used * pageBytes, 'bytes')}, ${percent(share)} of their limit.${presses ? ' From here on the kernel shrinks them.' : ''}`,
      evidence: {
        used: quantity(used * pageBytes, 'bytes'),
        pressure: quantity(pressure * pageBytes, 'bytes'),
        limit: quantity(high * pageBytes, 'bytes'),
        share: quantity(share, 'ratio'),
      },
      ...(presses && share < fail ? { status: 'warn' } : {}),
      names: { before: limits.join(' '), doubled: limits.map((value) => value * 2).join(' ') },
    },
  ]
}

function orphans(count: number | undefined, most: number | null): Reading[] {
  if (count === undefined || most === null || most === 0) return []
  const share = count / most
  return [
    {
      instance: 'orphans',
      value: null,
      status: share >= tooManyOrphans ? 'fail' : share >= manyOrphans ? 'warn' : 'pass',
      because: `${formatQuantity(count)} connections have no process any more, ${percent(share)} of what is allowed.`,
      evidence: {
        orphans: quantity(count, 'count'),
        allowed: quantity(most, 'count'),
        share: quantity(share, 'ratio'),
      },
    },
  ]
}

function aborted(netstat: Fact<ProtocolCounters>): Reading[] {
  const count = grownIn(netstat, 'TcpExt', 'TCPAbortOnMemory') ?? 0
  if (count === 0) return []
  return [
    {
      instance: 'aborted',
      value: null,
      status: 'fail',
      because: `${formatQuantity(count)} connections were ended because TCP had no memory left, or too many orphans.`,
      evidence: { ended: quantity(count, 'count') },
    },
  ]
}
