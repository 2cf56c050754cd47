import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { percent } from '../words.ts'
import { eachInterface, type InterfaceTraffic } from './each-interface.ts'

/** Fewer are told, and no reason to warn. */
const fewestErrors = 5

export const netErrors = defineCheck({
  id: 'net.errors',
  group: 'network',
  resource: 'network',
  role: 'errors',
  title: 'Errors of network interfaces',
  meaning:
    'The share of packets that an interface received or sent damaged, or lost because its own buffer was full (fifo). A sound cable and driver have none. At least 5 errors in the window are asked for.',
  reads: '/sys/class/net/*/statistics',
  source: 'node_exporter mixin 1 % over an hour; netdata 5 in 10 minutes, any fifo error; PCP 15 a second',
  needs: ['interfaces'],
  rate: { periodSeconds: 600 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.01 },
  worst: 'warn',
  evaluate({ facts }) {
    return eachInterface(facts.interfaces, 'No packet was damaged', errorsOf)
  },
  advice: [
    {
      text: 'See which counters of the driver grow: CRC errors mean a cable, plug or port.',
      command: 'ethtool -S {interface}',
      risk: 'none',
    },
    {
      text: 'Where fifo errors grow, see how large its ring of receive buffers is and may be, then enlarge it.',
      command: 'ethtool -g {interface}',
      risk: 'none',
    },
  ],
})

function errorsOf({ about, ...traffic }: InterfaceTraffic): Reading[] {
  const errors = traffic.rxErrors + traffic.txErrors
  const fifo = traffic.rxFifo + traffic.txFifo
  if (errors + fifo === 0) return []
  const packets = traffic.rxPackets + traffic.txPackets
  // What is damaged is not counted as a packet by every driver.
  const share = errors / Math.max(packets, errors, 1)
  const lost = fifo > 0 ? ` ${formatQuantity(fifo)} did not fit into its buffer.` : ''
  return [
    {
      instance: about.name,
      value: share,
      because: `${formatQuantity(errors)} of ${formatQuantity(packets)} packets on ${about.name} were damaged (${percent(share)}).${lost}`,
      evidence: {
        'receive errors': quantity(traffic.rxErrors, 'count'),
        'send errors': quantity(traffic.txErrors, 'count'),
        'fifo errors': quantity(fifo, 'count'),
        packets: quantity(packets, 'count'),
        share: quantity(share, 'ratio'),
      },
      ...verdictOn(errors, fifo),
      names: { interface: about.name },
    },
  ]
}

function verdictOn(errors: number, fifo: number): Pick<Reading, 'status' | 'atMost'> {
  if (fifo >= fewestErrors) return { status: 'warn' }
  if (errors < fewestErrors) return { status: 'info' }
  return {}
}
