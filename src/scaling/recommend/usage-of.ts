import type { ScaledWorkload } from './recommendation.ts'

/** How busy the pods were at the end, and how many there were. */
export interface LastUsage {
  replicas: number
  /** Of the last step that is known; null where none is. */
  cores: number | null
  memoryBytes: number | null
  inFlight: number | null
}

/** The last known values. */
export function lastUsage({ facts }: ScaledWorkload): LastUsage {
  const { load, current } = facts
  return {
    replicas: current.replicas,
    cores: lastKnown(load.cores),
    memoryBytes: lastKnown(load.memoryBytes),
    inFlight: load.inFlight === null ? null : lastKnown(load.inFlight),
  }
}

function lastKnown(values: Float64Array): number | null {
  return values.findLast((value) => !Number.isNaN(value)) ?? null
}
