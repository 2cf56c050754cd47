import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'

const asked = 511

export const netBacklogSysctl = defineCheck({
  id: 'net.backlog-sysctl',
  group: 'network',
  resource: 'network',
  role: 'config',
  title: 'Length of listen queues',
  meaning:
    'The longest listen queue that the kernel grants (net.core.somaxconn). Redis, nginx and Node ask for 511: where less is granted they get the shorter queue without being told.',
  reads: '/proc/sys/net/core/somaxconn, /proc/sys/net/ipv4/tcp_max_syn_backlog',
  source:
    'redis-server warns below 511; tuned sets at least 2048; the default is 4096 since Linux 5.4, 128 before',
  needs: ['sysctls'],
  thresholds: { unit: 'count', direction: 'below', warn: asked - 1 },
  worst: 'info',
  evaluate({ facts }) {
    const longest = sysctlNumber(facts.sysctls.last, 'net.core.somaxconn')
    if (longest === null) return { unknown: 'net.core.somaxconn could not be read.' }
    const halfOpen = sysctlNumber(facts.sysctls.last, 'net.ipv4.tcp_max_syn_backlog')
    return {
      value: longest,
      because: `A listen queue may hold ${longest} connections; servers commonly ask for ${asked}.`,
      evidence: {
        'net.core.somaxconn': quantity(longest, 'count'),
        ...(halfOpen === null ? {} : { 'net.ipv4.tcp_max_syn_backlog': quantity(halfOpen, 'count') }),
      },
      names: { before: String(longest) },
    }
  },
  advice: [
    {
      text: 'Let queues be longer, then restart the servers that ask for more.',
      command: 'sysctl -w net.core.somaxconn=4096',
      persist: "echo 'net.core.somaxconn = 4096' > /etc/sysctl.d/90-somaxconn.conf",
      undo: 'sysctl -w net.core.somaxconn={before}; rm -f /etc/sysctl.d/90-somaxconn.conf',
      risk: 'restart',
    },
  ],
})
