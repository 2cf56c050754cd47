import { type Fact, type ProtocolCounters, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { percent } from '../words.ts'
import { grownIn } from './counted.ts'
import { sysctlList } from './sysctl-list.ts'

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
    const [, pressure, high] = sysctlList(facts.sysctls.last, 'net.ipv4.tcp_mem') ?? []
    const mostOrphans = sysctlNumber(facts.sysctls.last, 'net.ipv4.tcp_max_orphans')
    const readings = [
      ...memory(tcp['mem'], pressure, high, facts.system.known ? facts.system.last.pageBytes : 4096).map(
        (reading) => (reading.value !== null && reading.value >= (thresholds.fail ?? 1) ? failing(reading) : reading),
      ),
      ...orphans(tcp['orphan'], mostOrphans),
      ...aborted(facts.netstat),
    ]
    return readings.length > 0
      ? readings
      : { unknown: 'Neither /proc/net/sockstat nor net.ipv4.tcp_mem tell the memory of TCP.' }
  },
  advice: [
    {
      text: 'See which connections hold unread or unsent data (Recv-Q, Send-Q): a program that does not read leaks it.',
      command: 'ss -tanp | sort -k2,3 -rn | head -20',
      risk: 'none',
    },
    {
      text: 'Grant TCP more pages where the machine has the memory; the values are pages: low, pressure, limit.',
      command: "sysctl -w net.ipv4.tcp_mem='{low} {pressure} {limit}'",
      persist: "echo 'net.ipv4.tcp_mem = LOW PRESSURE LIMIT' > /etc/sysctl.d/90-tcp-mem.conf",
      undo: "sysctl -w net.ipv4.tcp_mem='BEFORE'; rm -f /etc/sysctl.d/90-tcp-mem.conf",
      risk: 'none',
    },
  ],
})
