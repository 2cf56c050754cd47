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

/** How sure samples make anybody: two weeks without a gap are 1. */
export function sampleConfidence({ facts }: ScaledWorkload): number {
  const { cores, stepSeconds } = facts.load
  let known = 0
  for (const value of cores) if (!Number.isNaN(value)) known += 1
  return Number(Math.min(1, (known * stepSeconds) / (14 * 86_400)).toPrecision(3))
}
