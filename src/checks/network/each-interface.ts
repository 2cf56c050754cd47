import { type InterfaceCounters, type InterfaceFacts, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Reading, Verdict } from '../define-check.ts'
import { growth } from '../growth.ts'

/** What one interface did between two samples. */
export interface InterfaceTraffic extends InterfaceCounters {
  about: InterfaceFacts
}

/**
 * What `read` makes of each interface but the loopback; where it makes nothing of any, one reading that says with `fine` how
 * many packets were looked at.
 */
export function eachInterface(
  { first, last }: { first: readonly InterfaceFacts[] | null; last: readonly InterfaceFacts[] },
  fine: string,
  read: (traffic: InterfaceTraffic) => readonly Reading[],
): Verdict {
  const own = last.filter(({ name }) => name !== 'lo')
  if (own.length === 0) return { notApplicable: 'There is no interface but the loopback.' }
  const all = own.flatMap((about) => {
    const traffic = trafficOf(
      first?.find(({ name }) => name === about.name),
      about,
    )
    return traffic === null ? [] : [traffic]
  })
  if (all.length === 0)
    return { unknown: 'The counters of every interface were reset meanwhile: run it again.' }
  const readings = all.flatMap(read)
  if (readings.length > 0) return readings
  const packets = all.reduce((sum, { rxPackets, txPackets }) => sum + rxPackets + txPackets, 0)
  return {
    value: null,
    status: 'pass',
    because: `${fine} (${formatQuantity(packets)} packets on ${all.length} ${all.length === 1 ? 'interface' : 'interfaces'}).`,
    evidence: { packets: quantity(packets, 'count'), interfaces: quantity(all.length, 'count') },
  }
}

const counterNames = [
  'rxBytes',
  'rxPackets',
  'rxErrors',
  'rxDropped',
  'rxFifo',
  'txBytes',
  'txPackets',
  'txErrors',
  'txDropped',
  'txFifo',
] as const

function trafficOf(before: InterfaceFacts | undefined, about: InterfaceFacts): InterfaceTraffic | null {
  const traffic: InterfaceTraffic = { about, ...about.counters }
  for (const name of counterNames) {
    const grown = growth(before?.counters[name], about.counters[name])
    if (grown === null) return null
    traffic[name] = grown
  }
  return traffic
}
