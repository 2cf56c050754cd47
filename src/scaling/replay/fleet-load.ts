/**
 * What was asked of a workload, evenly sampled; each array has a value for a step, NaN where nothing is known of it. What is wanted by all
 * pods together does not depend on how many there are; memory is that of the fullest pod.
 */
export interface FleetLoad {
  startSeconds: number
  stepSeconds: number
  /** Cores wanted by all pods. */
  cores: Float64Array
  /** Bytes of the fullest pod. */
  memoryBytes: Float64Array
  /** Requests that are worked on in all pods; null where nobody counted. */
  inFlight: Float64Array | null
}

/** A part of it, from one step up to another, that one excluded. */
export function loadBetween(load: FleetLoad, from: number, to: number): FleetLoad {
  return {
    startSeconds: load.startSeconds + from * load.stepSeconds,
    stepSeconds: load.stepSeconds,
    cores: load.cores.subarray(from, to),
    memoryBytes: load.memoryBytes.subarray(from, to),
    inFlight: load.inFlight?.subarray(from, to) ?? null,
  }
}

const fullHistorySeconds = 14 * 86_400

/** Of how much time it is known what was wanted. */
export function knownSeconds({ cores, stepSeconds }: FleetLoad): number {
  let known = 0
  for (const value of cores) if (!Number.isNaN(value)) known += 1
  return known * stepSeconds
}

/** How sure a history makes anybody, 0 to 1: two weeks without a gap are 1. */
export function historyConfidence(load: FleetLoad): number {
  return Number(Math.min(1, knownSeconds(load) / fullHistorySeconds).toFixed(3))
}
