import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'

export const netConntrack = defineCheck({
  id: 'net.conntrack',
  group: 'network',
  resource: 'network',
  role: 'utilization',
  title: 'Connections that the firewall tracks',
  meaning:
    'A firewall that remembers connections (conntrack) has a table of fixed size. When it is full the packets of every new connection are dropped, while old connections work on: it looks like a network that fails at random.',
  reads: '/proc/sys/net/netfilter/nf_conntrack_count, nf_conntrack_max',
  source: 'netdata 90/95 % (cleared at 85/90 %); node_exporter mixin 75 %; awesome-prometheus-alerts 80 %',
  needs: ['conntrack'],
  absentMeans: 'No firewall tracks connections here.',
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.95, warnClear: 0.85, failClear: 0.9 },
  evaluate({ facts }) {
    const { count, maximum } = facts.conntrack.last
    if (!(maximum > 0)) return { notApplicable: 'The firewall may track any number of connections.' }
    const share = count / maximum
    return {
      value: share,
      because: `${formatQuantity(count)} of ${formatQuantity(maximum)} connections are tracked (${percent(share)}).`,
      evidence: {
        tracked: quantity(count, 'count'),
        maximum: quantity(maximum, 'count'),
        share: quantity(share, 'ratio'),
      },
      names: { before: String(maximum), doubled: String(maximum * 2) },
    }
  },
  advice: [
    {
      text: 'Make the table larger: an entry takes about 320 bytes of kernel memory.',
      command: 'sysctl -w net.netfilter.nf_conntrack_max={doubled}',
      persist: 'echo net.netfilter.nf_conntrack_max = {doubled} > /etc/sysctl.d/90-conntrack.conf',
      undo: 'sysctl -w net.netfilter.nf_conntrack_max={before}; rm -f /etc/sysctl.d/90-conntrack.conf',
      risk: 'none',
    },
    {
      text: 'See which connections fill it, then do not track what needs no tracking (notrack).',
      command: 'conntrack -L -o extended | head -40',
      risk: 'none',
    },
  ],
})
