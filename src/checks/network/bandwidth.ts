import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { eachInterface } from './each-interface.ts'

const slowBitsPerSecond = 1e9

export const netBandwidth = defineCheck({
  id: 'net.bandwidth',
  group: 'network',
  resource: 'network',
  role: 'utilization',
  title: 'Use of the bandwidth',
  meaning:
    'What an interface sends or receives, the busier of the two, against the speed of its link; where the link carries only one way at a time (half duplex), both together. Links that agreed on less than 1 Gbit/s or on half duplex are told, as a bad cable makes them so. Virtual interfaces state a speed that nothing enforces: they are left out.',
  reads: '/sys/class/net/*/statistics, speed and duplex',
  source: 'netdata 90 % over a minute (cleared at 85 %); PCP 85 %; slow links are a house value',
  needs: ['interfaces'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, warnClear: 0.85 },
  worst: 'warn',
  evaluate({ facts, windowSeconds, thresholds }) {
    const stating = facts.interfaces.last.filter(
      ({ isPhysical, isUp, speedBitsPerSecond }) =>
        isPhysical && isUp !== false && speedBitsPerSecond !== null,
    )
    if (stating.length === 0) {
      return { notApplicable: 'No interface here states the speed of its link, as virtual ones do not.' }
    }
    const stated = { first: facts.interfaces.first, last: stating }
    return eachInterface(stated, 'No link was used', ({ about, rxBytes, txBytes }) => {
      const { name, duplex, speedBitsPerSecond } = about
      if (speedBitsPerSecond === null) return []
      const isHalf = duplex === 'half'
      const [received, sent] = [(rxBytes * 8) / windowSeconds, (txBytes * 8) / windowSeconds]
      const used = (isHalf ? received + sent : Math.max(received, sent)) / speedBitsPerSecond
      const speed = formatQuantity(speedBitsPerSecond, 'bits-per-second')
      const isPoor = isHalf || speedBitsPerSecond < slowBitsPerSecond
      const poor = isPoor ? ` The link agreed on ${speed}${isHalf ? ' and half duplex' : ''} only.` : ''
      return [
        {
          instance: name,
          value: used,
          because: `${name} used ${percent(used)} of its ${speed}.${poor}`,
          evidence: {
            received: quantity(received, 'bits-per-second'),
            sent: quantity(sent, 'bits-per-second'),
            speed: quantity(speedBitsPerSecond, 'bits-per-second'),
            duplex: duplex ?? 'unknown',
          },
          ...(isPoor && used < (thresholds.warn ?? 1) ? { status: 'info' } : {}),
          names: { interface: name },
        },
      ]
    })
  },
  advice: [
    {
      text: 'See which connections send the most.',
      command: 'ss -tin state established | grep -B1 bytes_sent | head -40',
      risk: 'none',
    },
    {
      text: 'See what the link agreed on: less than it can means a cable or a port.',
      command: 'ethtool {interface}',
      risk: 'none',
    },
    { text: 'Compress what is sent, spread it over several machines, or use a faster or a second link.' },
  ],
})
