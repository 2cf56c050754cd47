import type { HpaRules } from './limits.ts'

/** By how many replicas it was changed, and how long ago. */
export interface HpaEvent {
  replicaChange: number
  ageSeconds: number
}

/** The change of all events younger than a period. */
export function changeWithin(events: readonly HpaEvent[], periodSeconds: number): number {
  return events.reduce(
    (sum, { replicaChange, ageSeconds }) => sum + (ageSeconds < periodSeconds ? replicaChange : 0),
    0,
  )
}

/**
 * The log of events after a change: what is older than the longest period is marked, and its last place taken by the new event. Without
 * rules nothing is kept. Source: horizontal.go, storeScaleEvent.
 */
export function hpaStoreEvent(
  events: readonly HpaEvent[],
  replicaChange: number,
  rules: HpaRules | null,
): { replicaChange: number; ageSeconds: number; outdated: boolean }[] {
  const longest =
    rules === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, ...rules.policies.map((policy) => policy.periodSeconds))
  const marked = events.map((event) => ({ ...event, outdated: event.ageSeconds > longest }))
  if (rules === null) return marked
  const fresh = { replicaChange, ageSeconds: 0, outdated: false }
  const last = marked.findLastIndex(({ outdated }) => outdated)
  if (last === -1) return [...marked, fresh]
  return marked.with(last, fresh)
}
