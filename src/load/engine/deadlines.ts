import { type Exchange, nowMs } from '../transport/index.ts'
import type { InFlight } from './in-flight.ts'
import type { Lane } from './lane.ts'

/** What the engine does about what is late. */
export interface DeadlineSettings {
  timeoutMs: number
  inFlight: InFlight
  lanes: ReadonlyMap<string, Lane>
  timedOut(exchange: Exchange, nowMs: number): void
  leave(exchange: Exchange, reason: string, example: string): void
}

/** Gives up what was sent so long ago, and what was due so long ago and waits for a connection. */
export function checkDeadlines({ timeoutMs, inFlight, lanes, timedOut, leave }: DeadlineSettings): void {
  const now = nowMs()
  for (let first = inFlight.oldest(); first !== null; first = inFlight.oldest()) {
    if (now - first.sentMs < timeoutMs) break
    timedOut(first, now)
    first.carrier?.end('cut', 'another answer on the same connection did not come in time')
    first.owner.settled(first)
  }
  for (const { waiting } of lanes.values())
    for (let first = waiting.first(); first !== undefined; first = waiting.first()) {
      if (first.isClosedModel || now - first.dueMs < timeoutMs) break
      waiting.shift()
      leave(first, 'no-free-connection', 'all connections were taken for as long as a request may last')
    }
}
