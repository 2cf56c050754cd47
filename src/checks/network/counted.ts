import type { Fact, ProtocolCounters } from '../../core/index.ts'
import { growth } from '../growth.ts'

/** How much `protocol`'s counter `name` grew between two samples; null where it is not counted or was reset. */
export function grown(
  { first, last }: { first: ProtocolCounters | null; last: ProtocolCounters },
  protocol: string,
  name: string,
): number | null {
  return growth(first?.[protocol]?.[name], last[protocol]?.[name])
}

/** The same of a fact that may be missing: null then too. */
export function grownIn(fact: Fact<ProtocolCounters>, protocol: string, name: string): number | null {
  return fact.known ? grown(fact, protocol, name) : null
}

/**
 * At least so many in a minute: a window shorter than that is a part of one, so that its count is taken as it is; a longer
 * one is brought down to a minute.
 */
export function inAMinute(count: number, windowSeconds: number): number {
  return (count * 60) / Math.max(60, windowSeconds)
}
