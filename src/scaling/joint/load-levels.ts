import type { FleetLoad } from '../replay/index.ts'

/** What was wanted at once by all pods. */
export interface LoadLevels {
  cores: number
  inFlight: number
}

/** What was wanted at a share of the known time, from least to most: 1 is the most. Each of the two counts by itself. */
export function levelsOf({ cores, inFlight }: FleetLoad): (share: number) => LoadLevels {
  const [sortedCores, sortedInFlight] = [sortedKnown(cores), sortedKnown(inFlight ?? new Float64Array())]
  const at = (values: Float64Array, share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0
  return (share) => ({ cores: at(sortedCores, share), inFlight: at(sortedInFlight, share) })
}

function sortedKnown(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length)
  let count = 0
  for (const value of values)
    if (!Number.isNaN(value)) {
      known[count] = value
      count += 1
    }
  return known.subarray(0, count).sort()
}
