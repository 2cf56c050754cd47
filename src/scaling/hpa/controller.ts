import type { HpaEvent } from './events.ts'
import { defaultScaleDown, defaultScaleUp, type HpaRules, hpaLimits } from './limits.ts'

/** How an autoscaler of utilization is set; null rules are those of Kubernetes. */
export interface HpaSettings {
  minReplicas: number
  maxReplicas: number
  /** Per cent of the requests. */
  targetUtilization: number
  tolerance: { down: number; up: number }
  scaleUp: HpaRules | null
  scaleDown: HpaRules | null
}

/** A fleet of equal pods as the controller sees it. */
export interface HpaLook {
  /** Never falls from one look to the next. */
  atSeconds: number
  replicas: number
  /** Of them, those that are ready. */
  ready: number
  /** Of all ready pods together, in whole thousandths. */
  usageMilli: number
  /** Of one pod. */
  requestMilli: number
}

/** A controller that remembers what it recommended and changed. */
export interface HpaController {
  /** The replicas that it sets. */
  look(seen: HpaLook): number
}

/**
 * The whole controller over time: ratio, tolerance, unready pods, stabilisation, rates, bounds; as `hpaReplicas`, `hpaStabilize` and
 * `hpaLimits` say for a CPU metric, but fast, for pods that are equal and all have metrics. Bounds come last, and a count that no rule
 * changes is put within them.
 */
export function hpaController(settings: HpaSettings): HpaController {
  const { minReplicas, maxReplicas } = settings
  const up = settings.scaleUp ?? defaultScaleUp
  const down = settings.scaleDown ?? defaultScaleDown
  const most = slidingExtreme(down.stabilizationWindowSeconds ?? 300, (kept, value) => kept <= value)
  const least = slidingExtreme(up.stabilizationWindowSeconds ?? 0, (kept, value) => kept >= value)
  let changes: { by: number; at: number }[] = []
  let isFirst = true

  const longestPeriod = Math.max(0, ...[...up.policies, ...down.policies].map((one) => one.periodSeconds))
  const events = (now: number, sign: number): HpaEvent[] => {
    const some: HpaEvent[] = []
    for (const { by, at } of changes)
      if (now - at < longestPeriod && Math.sign(by) === sign)
        some.push({ replicaChange: Math.abs(by), ageSeconds: now - at })
    return some
  }

  return {
    look(seen) {
      const { atSeconds: now, replicas } = seen
      // As the controller begins: what it finds counts as recommended, so that it takes nothing away before its window is over.
      if (isFirst) {
        most.put(now, replicas)
        least.put(now, replicas)
        isFirst = false
      }
      const desired = desiredOf(seen, settings)
      const high = Math.max(desired, most.within(now) ?? desired)
      const low = Math.min(desired, least.within(now) ?? desired)
      most.put(now, desired)
      least.put(now, desired)
      const stable = Math.min(Math.max(replicas, low), high)
      if (stable === replicas) return bounded(replicas, minReplicas, maxReplicas)
      const { replicas: allowed } = hpaLimits({
        currentReplicas: replicas,
        desiredReplicas: stable,
        minReplicas,
        maxReplicas,
        scaleUp: up,
        scaleDown: down,
        scaleUpEvents: events(now, 1),
        scaleDownEvents: events(now, -1),
      })
      if (allowed !== replicas) {
        changes = changes.filter(({ at }) => now - at < longestPeriod)
        changes.push({ by: allowed - replicas, at: now })
      }
      return bounded(allowed, minReplicas, maxReplicas)
    },
  }
}

function desiredOf({ replicas, ready, usageMilli, requestMilli }: HpaLook, settings: HpaSettings): number {
  const { targetUtilization, tolerance } = settings
  if (ready === 0 || requestMilli === 0) return replicas
  const ratioFor = (pods: number): number =>
    Math.floor((usageMilli * 100) / (pods * requestMilli)) / targetUtilization
  const isWithin = (ratio: number): boolean => 1 - tolerance.down <= ratio && ratio <= 1 + tolerance.up
  const ratio = ratioFor(ready)
  if (ratio <= 1 || ready === replicas) return isWithin(ratio) ? replicas : Math.ceil(ratio * ready)
  // The unready ones count as idle, so that what was just added is not added again.
  const cautious = ratioFor(replicas)
  if (isWithin(cautious) || cautious < 1) return replicas
  return Math.max(replicas, Math.ceil(cautious * replicas))
}

function bounded(replicas: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, replicas))
}

/** The extreme of what was put less than `windowSeconds` ago: `gives` says whether what is kept gives way to a new value. */
function slidingExtreme(windowSeconds: number, gives: (kept: number, value: number) => boolean) {
  let moments: number[] = []
  let values: number[] = []
  let first = 0
  return {
    put(at: number, value: number): void {
      if (windowSeconds === 0) return
      while (values.length > first && gives(values[values.length - 1] ?? 0, value)) {
        values.pop()
        moments.pop()
      }
      moments.push(at)
      values.push(value)
    },
    within(now: number): number | null {
      while (first < moments.length && now - (moments[first] ?? 0) >= windowSeconds) first += 1
      if (first > 64) {
        moments = moments.slice(first)
        values = values.slice(first)
        first = 0
      }
      return values[first] ?? null
    },
  }
}
