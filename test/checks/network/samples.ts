import type { Check } from '../../../src/checks/define-check.ts'
import { judge } from '../../../src/checks/judge.ts'
import type { Finding, InterfaceCounters, InterfaceFacts, ProtocolCounters } from '../../../src/core/index.ts'
import { factsWith, type Known } from '../ranking/samples.ts'

/** What `check` finds where only `known` is there. */
export function findings(check: Check, known: Known, windowSeconds: number | null = 3): Finding[] {
  return judge([check], factsWith(known, windowSeconds)).map(({ finding }) => finding)
}

/** The first of them. */
export function finding(check: Check, known: Known, windowSeconds: number | null = 3): Finding {
  const [first] = findings(check, known, windowSeconds)
  if (first === undefined) throw new Error('a check answers with at least one finding')
  return first
}

const noCounters: InterfaceCounters = {
  rxBytes: 0,
  rxPackets: 0,
  rxErrors: 0,
  rxDropped: 0,
  rxFifo: 0,
  txBytes: 0,
  txPackets: 0,
  txErrors: 0,
  txDropped: 0,
  txFifo: 0,
}

/** A physical interface of 1 Gbit/s that has counted so much. */
export function link(
  counters: Partial<InterfaceCounters> = {},
  about: Partial<Omit<InterfaceFacts, 'counters'>> = {},
): InterfaceFacts {
  return {
    name: 'eth0',
    isPhysical: true,
    isUp: true,
    mtu: 1500,
    speedBitsPerSecond: 1e9,
    duplex: 'full',
    ...about,
    counters: { ...noCounters, ...counters },
  }
}

/** The same before and after. */
export function grown(
  counters: Partial<InterfaceCounters>,
  about: Partial<Omit<InterfaceFacts, 'counters'>> = {},
): { first: InterfaceFacts[]; last: InterfaceFacts[] } {
  return { first: [link({}, about)], last: [link(counters, about)] }
}

/** Counters of one protocol that grew from 100 by so much. */
export function counted(
  protocol: string,
  counters: Readonly<Record<string, number>>,
): { first: ProtocolCounters; last: ProtocolCounters } {
  const at = (part: number) =>
    Object.fromEntries(Object.entries(counters).map(([name, count]) => [name, 100 + count * part]))
  return { first: { [protocol]: at(0) }, last: { [protocol]: at(1) } }
}
