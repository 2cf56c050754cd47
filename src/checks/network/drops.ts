import { type Fact, type ProtocolCounters, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading, type Verdict } from '../define-check.ts'
import { percent } from '../words.ts'
import { grownIn } from './counted.ts'
import { eachInterface, type InterfaceTraffic } from './each-interface.ts'

const periodSeconds = 600
/** In 10 minutes; of a shorter window its share, but never fewer than 100 packets. */
const fewestReceived = 10_000
const fewestSent = 1_000
const fewestPackets = 100
const fewestDropped = 5

export const netDrops = defineCheck({
  id: 'net.drops',
  group: 'network',
  resource: 'network',
  role: 'errors',
  title: 'Packets dropped by this machine',
  meaning:
    'The share of packets that this machine itself threw away, on receiving or on sending: at an interface, or because the sending queue (qdisc) or an output rule of the firewall refused what TCP sent again. Judged from 10,000 received or 1,000 sent packets in 10 minutes on, of a shorter window its share of these but at least 100, and 5 dropped. Received packets of a protocol that nobody listens to are counted as dropped too.',
  reads: '/sys/class/net/*/statistics, /proc/net/netstat (TCPRetransFail)',
  source: 'netdata 2 % of 10,000 received or 1,000 sent packets in 10 minutes',
  needs: ['interfaces'],
  uses: ['netstat', 'snmp'],
  rate: { periodSeconds },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.02 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    const refused = refusedByQueue(facts.netstat, facts.snmp)
    const verdict = eachInterface(facts.interfaces, 'No packet was dropped', (traffic) =>
      dropsOf(traffic, windowSeconds),
    )
    return joined(refused, verdict)
  },
  advice: [
    {
      text: 'See at which queue of which interface packets are dropped, and whether a limit of bandwidth is set there.',
      command: 'tc -s qdisc show',
      risk: 'none',
    },
    {
      text: 'See what the driver says of dropped packets, and whether its ring of buffers can be larger.',
      command: 'ethtool -S {interface}; ethtool -g {interface}',
      risk: 'none',
    },
    {
      text: 'Look for rules of the firewall that drop.',
      command: 'nft list ruleset | grep -n drop',
      risk: 'none',
    },
  ],
})

function dropsOf({ about, ...traffic }: InterfaceTraffic, windowSeconds: number): Reading[] {
  const part = Math.min(1, windowSeconds / periodSeconds)
  const ways = [
    way('received', traffic.rxPackets, traffic.rxDropped, Math.max(fewestPackets, fewestReceived * part)),
    way('sent', traffic.txPackets, traffic.txDropped, Math.max(fewestPackets, fewestSent * part)),
  ].filter(({ dropped }) => dropped > 0)
  const [worst] = ways.toSorted((a, b) => Number(b.isEnough) - Number(a.isEnough) || b.share - a.share)
  if (worst === undefined) return []
  const told = ways.map(
    ({ name, all, dropped, share }) =>
      `${formatQuantity(dropped)} of ${formatQuantity(all)} ${name} packets (${percent(share)})`,
  )
  return [
    {
      instance: about.name,
      value: worst.share,
      because: `${about.name} dropped ${told.join(' and ')}.`,
      evidence: {
        'received and dropped': quantity(traffic.rxDropped, 'count'),
        'sent and dropped': quantity(traffic.txDropped, 'count'),
        'packets received': quantity(traffic.rxPackets, 'count'),
        'packets sent': quantity(traffic.txPackets, 'count'),
      },
      ...(worst.isEnough ? {} : { atMost: 'info' }),
      names: { interface: about.name },
    },
  ]
}

function way(name: string, delivered: number, dropped: number, fewest: number) {
  const all = delivered + dropped
  const isEnough = all >= fewest && dropped >= fewestDropped
  return { name, all, dropped, share: dropped / Math.max(all, 1), isEnough }
}

/** A full sending queue drops what no interface counts: it shows where TCP sends again and is refused. */
function refusedByQueue(netstat: Fact<ProtocolCounters>, snmp: Fact<ProtocolCounters>): Reading[] {
  const refused = grownIn(netstat, 'TcpExt', 'TCPRetransFail')
  const sent = grownIn(snmp, 'Tcp', 'OutSegs')
  if (refused === null || refused === 0 || sent === null) return []
  const all = sent + refused
  const share = refused / all
  return [
    {
      instance: 'sending queue',
      value: share,
      because: `The own sending queue or firewall refused ${formatQuantity(refused)} of ${formatQuantity(all)} TCP segments (${percent(share)}).`,
      evidence: {
        refused: quantity(refused, 'count'),
        'segments sent': quantity(sent, 'count'),
        share: quantity(share, 'ratio'),
      },
      ...(all >= fewestPackets && refused >= fewestDropped ? {} : { atMost: 'info' }),
      names: {},
    },
  ]
}

function joined(refused: readonly Reading[], verdict: Verdict): Verdict {
  if (refused.length === 0) return verdict
  if ('notApplicable' in verdict || 'unknown' in verdict) return refused
  const readings = Array.isArray(verdict) ? (verdict as readonly Reading[]) : [verdict as Reading]
  return [...refused, ...readings.filter(({ status }) => status !== 'pass')]
}
