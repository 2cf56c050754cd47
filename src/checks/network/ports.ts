import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { sysctlList } from './sysctl-list.ts'

export const netPorts = defineCheck({
  id: 'net.ports',
  group: 'network',
  resource: 'network',
  role: 'utilization',
  title: 'Local ports for one destination',
  meaning:
    'Connections from here to one address and port each need a local port of their own, those that were just closed (TIME_WAIT) included. When the range is used up no more connections to that destination can be opened; to others they can.',
  reads: '/proc/net/tcp, /proc/net/tcp6, /proc/sys/net/ipv4/ip_local_port_range',
  source: '80 and 95 % are house values',
  needs: ['tcpSockets', 'sysctls'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.8, fail: 0.95 },
  evaluate({ facts, thresholds }) {
    const [low, high] = sysctlList(facts.sysctls.last, 'net.ipv4.ip_local_port_range') ?? []
    if (low === undefined || high === undefined || high < low)
      return { unknown: 'net.ipv4.ip_local_port_range could not be read.' }
    const ports = high - low + 1
    const readings = facts.tcpSockets.last.destinations
      .toSorted((a, b) => b.count - a.count)
      .map(({ remote, count }) => ({
        instance: remote,
        value: count / ports,
        because: `Connections to ${remote} use ${formatQuantity(count)} of ${formatQuantity(ports)} local ports (${percent(count / ports)}).`,
        evidence: {
          connections: quantity(count, 'count'),
          'local ports': quantity(ports, 'count'),
          share: quantity(count / ports, 'ratio'),
        },
        culprit: remote,
        names: { remote, low: String(low), high: String(high) },
      }))
    const scarce = readings.filter(({ value }) => value >= (thresholds.warn ?? 1))
    if (scarce.length > 0) return scarce
    const [most] = readings
    return {
      value: most?.value ?? 0,
      because:
        most?.because ??
        `No connection goes out; ${formatQuantity(ports)} local ports are free for each destination.`,
      evidence: most?.evidence ?? { 'local ports': quantity(ports, 'count') },
    }
  },
  advice: [
    {
      text: 'Keep connections open and use them again: keep-alive, or a pool. That is the cure; the others win time.',
      command: 'ss -tan dst {remote} | head -40',
      risk: 'none',
    },
    {
      text: 'Take a wider range. Servers that listen on a port inside it have to be reserved with net.ipv4.ip_local_reserved_ports.',
      command: "sysctl -w net.ipv4.ip_local_port_range='15000 64999'",
      persist: "echo 'net.ipv4.ip_local_port_range = 15000 64999' > /etc/sysctl.d/90-ports.conf",
      undo: "sysctl -w net.ipv4.ip_local_port_range='{low} {high}'; rm -f /etc/sysctl.d/90-ports.conf",
      risk: 'reload',
    },
    {
      text: 'Let ports that wait be used again for new connections to the same destination. Never use tcp_tw_recycle of old kernels: it breaks clients behind one address.',
      command: 'sysctl -w net.ipv4.tcp_tw_reuse=1',
      persist: "echo 'net.ipv4.tcp_tw_reuse = 1' > /etc/sysctl.d/90-tw-reuse.conf",
      undo: 'sysctl -w net.ipv4.tcp_tw_reuse=2; rm -f /etc/sysctl.d/90-tw-reuse.conf',
      risk: 'none',
    },
  ],
})
