import { desiredReplicas } from './desired-replicas.ts'
import { defaultScaleDown, defaultScaleUp, limitsByRules } from './limits.ts'
import type { HpaSettings } from './settings.ts'
import { slidingExtreme } from './sliding-extreme.ts'
import { type UsageBand, usageBands } from './usage-bands.ts'

/** The controller of a fleet of equal pods, for those who look so often that an object a look is too much. */
export interface FleetScaler {
  /** The replicas that it sets; arguments as in `HpaLook`. */
  look(atSeconds: number, replicas: number, ready: number, usageMilli: number, requestMilli: number): number
  /** The usage, of pods that are all ready, at which a look leaves their number as it is; null where none does. */
  band(replicas: number, requestMilli: number): UsageBand | null
  /** Stands for looks up to this moment that all saw a usage in the band of so many pods. */
  hold(atSeconds: number, replicas: number): void
}

/**
 * The whole controller over time: ratio, tolerance, unready pods, stabilisation, rates, bounds; as `hpaReplicas`, `hpaStabilize` and
 * `hpaLimits` say for a CPU metric, but fast, for pods that are equal and all have metrics. Bounds come last, and a count that no rule
 * changes is put within them.
 */
export function fleetScaler(settings: HpaSettings): FleetScaler {
  const { minReplicas, maxReplicas } = settings
  const bands = usageBands(settings)
  const up = settings.scaleUp ?? defaultScaleUp
  const down = settings.scaleDown ?? defaultScaleDown
  const highest = slidingExtreme(down.stabilizationWindowSeconds ?? 300, 1)
  const lowest = slidingExtreme(up.stabilizationWindowSeconds ?? 0, -1)
  const longestPeriod = Math.max(0, ...[...up.policies, ...down.policies].map((one) => one.periodSeconds))
  let changes: { by: number; at: number }[] = []
  let isFirst = true

  let current = 0
  const changedWithin = (periodSeconds: number): number => {
    let sum = 0
    for (const { by, at } of changes) if (current - at < periodSeconds) sum += by
    return sum
  }
  const rules = { up, down }

  function limited(now: number, replicas: number, wanted: number): number {
    current = now
    if (changes.length > 0) changes = changes.filter(({ at }) => now - at < longestPeriod)
    const { replicas: allowed } = limitsByRules(
      { currentReplicas: replicas, desiredReplicas: wanted, minReplicas, maxReplicas },
      rules,
      changedWithin,
    )
    if (allowed !== replicas) changes.push({ by: allowed - replicas, at: now })
    return allowed
  }

  return {
    look(now, replicas, ready, usageMilli, requestMilli) {
      // As the controller begins: what it finds counts as recommended, so that it takes nothing away before its window is over.
      if (isFirst) {
        highest.put(now, replicas)
        lowest.put(now, replicas)
        isFirst = false
      }
      const desired = desiredReplicas(settings, replicas, ready, usageMilli, requestMilli)
      const high = Math.max(desired, highest.within(now, desired))
      const low = Math.min(desired, lowest.within(now, desired))
      highest.put(now, desired)
      lowest.put(now, desired)
      const stable = Math.min(Math.max(replicas, low), high)
      const allowed = stable === replicas ? replicas : limited(now, replicas, stable)
      return Math.max(minReplicas, Math.min(maxReplicas, allowed))
    },
    band(replicas, requestMilli) {
      if (replicas < minReplicas || replicas > maxReplicas) return null
      return bands.of(replicas, requestMilli)
    },
    // What asked for fewer than the minimum, or for more than the maximum, counts as these: later looks tell no difference.
    hold(now, replicas) {
      highest.put(now, replicas)
      lowest.put(now, replicas)
    },
  }
}
