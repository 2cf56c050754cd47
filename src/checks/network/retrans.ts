import { type Fact, type ProtocolCounters, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { percent } from '../words.ts'
import { grown, grownIn } from './counted.ts'

/** Fewer segments or retransmissions are a matter of chance; a failure takes more. */
const fewestSegments = 100
const fewestRetransmissions = 5
const segmentsToFail = 1000
const fewestUnanswered = 3
const unansweredShare = 0.05

export const netRetrans = defineCheck({
  id: 'net.retrans',
  group: 'network',
  resource: 'network',
  role: 'saturation',
  title: 'TCP retransmissions',
  meaning:
    'The share of TCP segments that had to be sent again because they were lost on the way or answered too late, and of connections whose opening had to be repeated. Each costs its connection from a fifth of a second to several seconds. It warns from 100 segments and 5 retransmissions on, and fails only where 1,000 segments were seen, however long that took. The counters are those of our network namespace.',
  reads: '/proc/net/snmp, /proc/net/netstat',
  source: 'IBM Tivoli 3 %; 1/5 % and 5 % of openings are house values',
  needs: ['snmp'],
  uses: ['netstat'],
  // It asks for a number of segments in place of a time.
  rate: { periodSeconds: 1 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.01, fail: 0.05 },
  evaluate({ facts }) {
    const sent = grown(facts.snmp, 'Tcp', 'OutSegs')
    const again = grown(facts.snmp, 'Tcp', 'RetransSegs')
    if (sent === null || again === null)
      return { unknown: 'The TCP counters of /proc/net/snmp are not there or were reset meanwhile.' }
    // An opening that nobody answers says nothing about the way that data takes: it is judged by itself.
    const openingsAgain = grownIn(facts.netstat, 'TcpExt', 'TCPSynRetrans') ?? 0
    const dataAgain = Math.max(0, again - openingsAgain)
    return [segments(sent, dataAgain, facts.netstat), ...openings(facts.snmp, openingsAgain)]
  },
  advice: [
    {
      text: 'See which connections lose segments: the same peers mean their path, all of them this machine or its link.',
      command: "ss -tin | grep -B1 -E 'retrans:[0-9]+/[1-9]' | head -40",
      risk: 'none',
    },
    {
      text: 'See whether this machine drops them itself: at a queue, at a limit of bandwidth, or by a rule of the firewall.',
      command: 'tc -s qdisc show; nft list ruleset | grep -n drop',
      risk: 'none',
    },
    {
      text: 'Look for the hop where packets get lost, with the address of a peer.',
      command: 'mtr -rwc 50 {peer}',
      risk: 'none',
    },
  ],
})

function segments(sent: number, again: number, netstat: Fact<ProtocolCounters>): Reading {
  // With no way through at all next to nothing new is sent: what is repeated outweighs it.
  const share = again / Math.max(sent, again, 1)
  const isCut = again >= fewestRetransmissions && again >= sent
  const isEnough = (sent >= fewestSegments && again >= fewestRetransmissions) || isCut
  const more = (name: string) => grownIn(netstat, 'TcpExt', name)
  const timeouts = more('TCPTimeouts')
  const stalls = timeouts !== null && timeouts > 0 ? `, ${formatQuantity(timeouts)} after a stall` : ''
  const figures = {
    'segments sent': quantity(sent, 'count'),
    'sent again': quantity(again, 'count'),
    share: quantity(share, 'ratio'),
    ...counted('timeouts', timeouts),
    ...counted('lost more than once', more('TCPLostRetransmit')),
    ...counted('refused by the own sending queue', more('TCPRetransFail')),
  }
  if (!isEnough) {
    return {
      value: null,
      status: 'pass',
      because: `${formatQuantity(again)} of ${formatQuantity(sent)} TCP segments were sent again${sent < fewestSegments ? ': too few to judge' : ''}.`,
      evidence: figures,
    }
  }
  return {
    value: share,
    because: `${percent(share)} of TCP segments were sent again: ${formatQuantity(again)} for ${formatQuantity(sent)} sent${stalls}.`,
    evidence: figures,
    ...(sent < segmentsToFail ? { atMost: 'warn' } : {}),
  }
}

function openings(snmp: Parameters<typeof grown>[0], repeated: number): Reading[] {
  const opened = grown(snmp, 'Tcp', 'ActiveOpens')
  if (opened === null || repeated < fewestUnanswered) return []
  if (repeated <= opened * unansweredShare) return []
  return [
    {
      instance: 'opening',
      value: null,
      status: 'warn',
      because: `The opening of connections was repeated ${formatQuantity(repeated)} times, for ${formatQuantity(opened)} that were begun here: the other side or a firewall does not answer.`,
      evidence: { repeated: quantity(repeated, 'count'), begun: quantity(opened, 'count') },
    },
  ]
}

function counted(name: string, count: number | null) {
  return count === null ? {} : { [name]: quantity(count, 'count') }
}
